"""A decided board can be read in the order of its metrics; ranks stay those of the votes."""

import re
from typing import Any

import pytest

from chartbusters.challenges.models import Entry
from chartbusters.leaderboard import by_metrics
from chartbusters.leaderboard.services import board_refresh
from scoring.models import ScoreReport
from tests.contests import to_phase

PAGE = "/challenges/tunes/leaderboard/"
SCORES = (40.0, 90.0, None, 70.0)


@pytest.fixture
def measured(voted: Any) -> Any:
    """`measured(phase="closed")`: a board whose entries have `SCORES`."""

    def make(phase: str = "closed") -> list[Entry]:
        challenge, entries = voted()
        for entry, score in zip(entries, SCORES, strict=True):
            report = ScoreReport.objects.create(
                song=entry.song, genre="metal", version=f"{entry.number}", state="done", score=score
            )
            Entry.objects.filter(pk=entry.pk).update(score_report=report)
        board_refresh(challenge=challenge)
        to_phase(challenge, phase)
        return list(entries)

    return make


def shown(page: Any) -> list[str]:
    table = page.content.decode().partition("<tbody")[2]
    return re.findall(r'entries/([0-9a-f-]{36})/"', table)


def test_it_works(visitor: Any, measured: Any, monkeypatch: Any) -> None:
    entries = measured()
    assert 'href="?by=metrics"' in visitor.get(PAGE).content.decode()
    ordered = [str(entries[place].pk) for place in (1, 3, 0, 2)]
    page = visitor.get(PAGE, {"by": "metrics"})
    assert shown(page) == ordered
    assert 'class="behind"' not in page.content.decode()
    monkeypatch.setattr(by_metrics, "PAGE", 3)
    second = visitor.get(PAGE, {"by": "metrics", "page": 2})
    assert shown(second) == ordered[3:] and "by=metrics&amp;page=1" in second.content.decode()
    assert visitor.get(PAGE, {"by": "metrics", "page": 3}).status_code == 404


def test_it_tells_nothing_before_the_end(visitor: Any, measured: Any) -> None:
    measured("voting")
    assert "by=metrics" not in visitor.get(PAGE).content.decode()
    assert visitor.get(PAGE, {"by": "metrics"}).status_code == 404


def test_boards_too_long_to_be_put_in_order_are_not(
    visitor: Any, measured: Any, monkeypatch: Any
) -> None:
    measured()
    monkeypatch.setattr(by_metrics, "MOST", 3)
    assert visitor.get(PAGE, {"by": "metrics"}).status_code == 404
    assert visitor.get("/challenges/nothing/leaderboard/?by=metrics").status_code == 404
