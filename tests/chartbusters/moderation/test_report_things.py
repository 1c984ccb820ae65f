"""Anybody who is signed in reports what they can see, once, and learns nothing by it."""

from typing import Any

import pytest

from chartbusters.compositions.models import Visibility
from chartbusters.compositions.services import composition_create, composition_update
from chartbusters.moderation.models import Report
from chartbusters.moderation.services import ballot_report, entry_report, person_report
from chartbusters.voting.services import ballot_issue
from chartbusters.web.errors import Refusal

WHY = {"why": "copy", "words": "I know this from the radio."}


@pytest.fixture
def song(alice: Any, sample_song: Any) -> Any:
    made = composition_create(owner=alice, song=sample_song(), title="A tune")
    return composition_update(composition=made, visibility=Visibility.PUBLIC)


def test_a_song_is_reported_from_its_page(client_of: Any, bob: Any, song: Any) -> None:
    client = client_of(bob)
    address = f"/report/song/{song.pk}/"
    assert address in client.get(song.get_absolute_url()).content.decode()
    told = client.post(address, WHY, follow=True).content.decode()
    assert "“A tune” by alice" in told and "Waits" in told


def test_what_one_may_not_hear_cannot_be_reported(api: Any, bob: Any, song: Any) -> None:
    composition_update(composition=song, visibility=Visibility.PRIVATE)
    assert api(bob).post(f"/api/v1/songs/{song.pk}/report/", WHY).status_code == 404


def test_nobody_reports_themselves(api: Any, alice: Any, song: Any) -> None:
    assert api(alice).post("/api/v1/people/alice/report/", WHY).status_code == 403
    assert api(alice).post(f"/api/v1/songs/{song.pk}/report/", WHY).status_code == 403


def test_visitors_sign_in_first(visitor: Any, song: Any) -> None:
    assert visitor.get(f"/report/song/{song.pk}/").status_code == 302


def test_a_person_has_one_open_report_on_a_thing(alice: Any, bob: Any) -> None:
    person_report(person=alice, by=bob, why="spam")
    with pytest.raises(Refusal) as refused:
        person_report(person=alice, by=bob, why="hateful")
    assert refused.value.code == "reported_already"


def test_reports_of_a_day_are_bounded(settings: Any, alice: Any, bob: Any, charlie: Any) -> None:
    settings.REPORTS_A_DAY = 1
    person_report(person=alice, by=bob, why="spam")
    with pytest.raises(Refusal) as refused:
        person_report(person=charlie, by=bob, why="spam")
    assert refused.value.status == 429


def test_other_wants_words(alice: Any, bob: Any) -> None:
    with pytest.raises(Refusal, match="own words"):
        person_report(person=alice, by=bob, why="other")


def test_a_side_of_a_ballot_tells_nothing_of_its_entry(api: Any, bob: Any, contest: Any) -> None:
    challenge, _ = contest("voting", 4)
    ballot = ballot_issue(challenge=challenge, voter=bob)
    assert ballot is not None
    answer = api(bob).post(f"/api/v1/ballots/{ballot.pk}/report/", {"side": "b", **WHY})
    assert answer.status_code == 201
    assert answer.json()["about"] == "Song B of a pair in Tunes"
    # By its number too: "reported already" would say which one it was.
    entry_report(entry=ballot.entry_b, by=bob, why="copy")
    assert Report.objects.filter(entry=ballot.entry_b).count() == 2


def test_a_ballot_of_somebody_else_is_none(bob: Any, charlie: Any, contest: Any, api: Any) -> None:
    challenge, _ = contest("voting", 4)
    ballot = ballot_issue(challenge=challenge, voter=bob)
    assert ballot is not None
    address = f"/api/v1/ballots/{ballot.pk}/report/"
    assert api(charlie).post(address, {"side": "a", **WHY}).status_code == 404
    with pytest.raises(Refusal):
        ballot_report(ballot=ballot, side="a", by=charlie, why="copy")
