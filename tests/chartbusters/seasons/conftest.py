"""Seasons over contests that have ended."""

from typing import Any

import pytest

from chartbusters.challenges.models import Challenge, Entry
from chartbusters.leaderboard.models import Board, RatingRun, Standing
from chartbusters.seasons.models import Season
from tests.contests import to_phase


def told(challenge: Challenge, entries: list[Entry], votes: int = 100) -> Board:
    """A board on which the places of some entries are sure, in their order."""
    run = RatingRun.objects.create(
        challenge=challenge,
        inputs_digest=f"by hand {RatingRun.objects.count()}",
        version="1",
        votes=votes,
        entries=len(entries),
    )
    for place, entry in enumerate(entries, 1):
        rating = 2000 - 100 * place
        span = {"low": rating - 9, "high": rating + 9, "rank_low": place, "rank_high": place}
        Standing.objects.create(
            run=run, entry=entry, position=place, rating=rating, votes=20, **span
        )
    board, _ = Board.objects.update_or_create(challenge=challenge, defaults={"run": run})
    return board


@pytest.fixture
def season(contest: Any) -> Season:
    """Over two contests of three makers each: one has ended with a result, one votes and has a
    board too."""
    made = Season.objects.create(title="Spring", slug="spring", published=True)
    for slug, phase in (("first", "closed"), ("second", "voting")):
        challenge, entries = contest("open", 3, slug=slug)
        told(challenge, entries)
        made.challenges.add(to_phase(challenge, phase))
    return made
