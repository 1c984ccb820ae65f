"""The draw of pairs knows how sure the ratings are, also while people are told nothing of them."""

from typing import Any

import pytest

from chartbusters.challenges.models import Challenge
from chartbusters.leaderboard import bounds
from chartbusters.leaderboard.bounds import bounds_told
from chartbusters.leaderboard.models import Standing
from chartbusters.leaderboard.services import board_refresh
from chartbusters.voting.pairing import next_pair
from chartbusters.voting.selectors import candidates_of
from chartbusters.voting.services import ballot_issue


@pytest.mark.postgres
def test_it_works(voted: Any, bob: Any) -> None:
    challenge, _ = voted()
    Challenge.objects.update(board_shows="hidden")
    assert bounds_told(challenge.pk) == {}
    run = board_refresh(challenge=challenge)
    told = bounds_told(challenge.pk)
    assert set(told) == set(candidates_of(challenge=challenge, voter=bob))
    assert sorted(told.values()) == sorted(run.standings.values_list("low", "high"))


def test_it_follows_the_board(voted: Any) -> None:
    challenge, _ = voted()
    first = board_refresh(challenge=challenge)
    before = bounds_told(challenge.pk)
    Standing.objects.filter(run=first).update(low=1.0)
    assert bounds_told(challenge.pk) == before  # a run never changes, and is read once
    bounds._kept.clear()
    assert {low for low, _ in bounds_told(challenge.pk).values()} == {1.0}


def test_many_standings_are_left_alone(voted: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    challenge, _ = voted()
    board_refresh(challenge=challenge)
    monkeypatch.setattr(bounds, "MOST", 3)
    assert bounds_told(challenge.pk) == {}


def test_the_draw_is_told(voted: Any, bob: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it makes of them is looked at in tests/chartbusters/voting/test_next_pair.py."""
    challenge, _ = voted()
    board_refresh(challenge=challenge)
    told: list[Any] = []

    def drawn(*given: Any, **more: Any) -> Any:
        told.append(more["bounds"])
        return next_pair(*given, **more)

    monkeypatch.setattr("chartbusters.voting.issuing.next_pair", drawn)
    assert ballot_issue(challenge=challenge, voter=bob)
    assert told == [bounds_told(challenge.pk)] and told[0]
