"""Contests with votes."""

import random
from typing import Any

import pytest
from django.contrib.auth import get_user_model

from chartbusters.challenges.models import Challenge
from chartbusters.leaderboard import bounds, live
from chartbusters.voting.models import Ballot, Vote


@pytest.fixture(autouse=True)
def nothing_known_of_other_tests() -> None:
    """Keys come again in each test; what a process keeps by key must not."""
    bounds._kept.clear()
    live._words.clear()


@pytest.fixture
def voted(contest: Any) -> Any:
    """`voted(entries=4, votes=40, slug="tunes")`: a contest in which the first entry mostly
    wins. Its board is live."""

    def make(entries: int = 4, votes: int = 40, slug: str = "tunes") -> Any:
        challenge, made = contest("voting", entries, slug=slug)
        Challenge.objects.filter(pk=challenge.pk).update(board_shows="live")
        draw = random.Random(7)
        voters = [
            get_user_model().objects.get_or_create(username=f"voter{number}")[0]
            for number in range(votes)
        ]
        for voter in voters:
            first, second = draw.sample(range(entries), 2)
            wins = "a" if (first < second) == (draw.random() < 0.97) else "b"
            ballot = Ballot.objects.create(
                challenge=challenge,
                voter=voter,
                entry_a=made[first],
                entry_b=made[second],
                pair=f"{voter.pk}",
                seed=0,
            )
            Vote.objects.create(
                challenge=challenge,
                ballot=ballot,
                outcome=draw.choice([wins, wins, wins, wins, "tie", "bad"]),
            )
        return challenge, made

    return make
