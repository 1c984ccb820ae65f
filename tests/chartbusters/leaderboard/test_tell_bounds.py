"""The draw of pairs knows how sure the ratings are, also while people are told nothing of them."""

from collections import Counter
from typing import Any

import pytest
from django.contrib.auth import get_user_model

from chartbusters.challenges.models import Challenge
from chartbusters.leaderboard import bounds
from chartbusters.leaderboard.bounds import bounds_told
from chartbusters.leaderboard.models import Standing
from chartbusters.leaderboard.services import board_refresh
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


def test_pairs_whose_intervals_overlap_come_more_often(
    voted: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two at the top that overlap, and two far below."""
    challenge, entries = voted()
    run = board_refresh(challenge=challenge)
    for place, entry in enumerate(entries):
        low = 1200.0 if place < 2 else 500.0 + 200 * place
        Standing.objects.filter(run=run, entry=entry).update(low=low, high=low + 100)
    bounds._kept.clear()
    seeds = iter(range(10**6))
    monkeypatch.setattr("chartbusters.voting.issuing.secrets.randbits", lambda _: next(seeds))
    top = {entry.pk for entry in entries[:2]}
    met: Counter[bool] = Counter()
    voter = get_user_model().objects.create(username="draws")
    for _ in range(150):
        ballot = ballot_issue(challenge=challenge, voter=voter)
        assert ballot
        met[{ballot.entry_a_id, ballot.entry_b_id} == top] += 1
        ballot.delete()
    assert met[True] > 150 / 6 * 1.2  # an even draw gives one of six
