"""Two score reports side by side: open to whoever knows their numbers, named to whoever may know
the entries."""

import uuid
from typing import Any

import pytest

from chartbusters.challenges.models import Challenge
from scoring.models import ScoreReport
from scoring.services import score_report_compute
from tests.contests import to_phase

PAGE = "/scores/compare/"


@pytest.fixture
def pair(contest: Any) -> Any:
    """A challenge in voting and its two entries, both measured."""
    challenge, entries = contest("voting", 2)
    for entry in entries:
        score_report_compute(pk=entry.score_report_id)
    return challenge, entries


def asked(client: Any, entries: Any) -> Any:
    return client.get(PAGE, dict(zip("ab", (one.score_report_id for one in entries), strict=True)))


def test_it_works(visitor: Any, pair: Any) -> None:
    challenge, entries = pair
    to_phase(challenge, "closed")
    page = asked(visitor, entries).content.decode()
    assert "Secret title 0 and Secret title 1" in page
    entries[0].score_report.refresh_from_db()
    assert page.count('<th scope="row">') == len(entries[0].score_report.groups)


def test_nameless_entries_stay_nameless(
    client_of: Any, pair: Any, charlie: Any, visitor: Any
) -> None:
    _, entries = pair
    for client in (visitor, client_of(charlie)):
        assert "Secret title" not in asked(client, entries).content.decode()


def test_makers_know_their_own(client_of: Any, pair: Any) -> None:
    _, (mine, theirs) = pair
    page = asked(client_of(mine.maker), (mine, theirs)).content.decode()
    assert mine.title in page and theirs.title not in page


def test_what_is_secret_stays_so(visitor: Any, pair: Any) -> None:
    challenge, entries = pair
    Challenge.objects.filter(pk=challenge.pk).update(score_seed="5eed" * 8)
    ScoreReport.objects.update(seed="5eed" * 8, score=63.7, groups={"rhythm": 63.7})
    page = asked(visitor, entries).content.decode()
    assert "65" in page and "63.7" not in page and ">64<" not in page


def test_it_asks_for_numbers_first(visitor: Any, db: None) -> None:
    answer = visitor.get(PAGE)
    assert answer.status_code == 200 and b'name="a"' in answer.content


@pytest.mark.parametrize("text", ["no number", str(uuid.UUID(int=7))])
def test_it_rejects_what_is_no_report(visitor: Any, pair: Any, text: str) -> None:
    _, (one, _) = pair
    answer = visitor.get(PAGE, {"a": one.score_report_id, "b": text})
    assert answer.status_code == 404 and b"no score report with this number" in answer.content


def test_it_says_that_a_report_is_not_done(visitor: Any, pair: Any) -> None:
    _, entries = pair
    ScoreReport.objects.filter(pk=entries[1].score_report_id).update(state="queued")
    answer = asked(visitor, entries)
    assert answer.status_code == 200 and b"no figures yet" in answer.content


def test_own_reports_are_offered(client_of: Any, pair: Any, visitor: Any) -> None:
    _, (mine, theirs) = pair
    offer = f'<option value="{mine.score_report_id}">'
    about = {"a": theirs.score_report_id}
    assert offer in client_of(mine.maker).get(PAGE, about).content.decode()
    assert offer not in visitor.get(PAGE, about).content.decode()
