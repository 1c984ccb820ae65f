"""Whether being shown first was of use is told of a decided board, with what ratings would be
without it; nothing is told where it is not sure."""

from itertools import permutations
from typing import Any

import pytest
from django.contrib.auth import get_user_model

from chartbusters.leaderboard.models import RatingRun, Standing
from chartbusters.leaderboard.services import board_refresh, firmness_find
from chartbusters.voting.models import Ballot, Vote
from tests.contests import to_phase

pytestmark = pytest.mark.django_db
PAGE = "/challenges/tunes/leaderboard/"


@pytest.fixture
def decided(contest: Any) -> Any:
    """`decided(9)`: every order of four entries is heard by ten people, of whom so many say A;
    the first entry stands beside it as A only, which is luck."""

    def make(firsts: int) -> Any:
        challenge, entries = contest("voting", 4)
        people = get_user_model().objects
        for a, b in permutations(entries, 2):
            if b == entries[0]:
                continue
            for number in range(10):
                voter = people.create(username=f"{a.number}-{b.number}-{number}")
                ballot = Ballot.objects.create(
                    challenge=challenge, voter=voter, entry_a=a, entry_b=b, pair="x", seed=1
                )
                outcome = "a" if number < firsts else "b"
                Vote.objects.create(challenge=challenge, ballot=ballot, outcome=outcome)
        board_refresh(challenge=challenge)
        to_phase(challenge, "closed")
        firmness_find()
        return entries

    return make


def test_it_works(decided: Any, visitor: Any) -> None:
    entries = decided(8)
    run = RatingRun.objects.get()
    assert run.advantages is not None
    assert run.advantages["shown"] > run.advantages["shown_error"] > 0
    lucky = Standing.objects.get(run=run, entry=entries[0])
    assert lucky.controlled is not None and lucky.controlled < lucky.rating
    page = visitor.get(PAGE).content.decode()
    assert f"being shown first was worth {run.advantages['shown']:+.0f} points" in page
    assert f"controlled {lucky.controlled:.0f}" in page


def test_nothing_is_told_where_it_is_not_sure(decided: Any, visitor: Any) -> None:
    decided(5)
    assert RatingRun.objects.get().advantages == {}
    assert not Standing.objects.exclude(controlled=None).exists()
    assert "ontrolled" not in visitor.get(PAGE).content.decode()


def test_ranks_and_digests_stay_as_they_were(decided: Any) -> None:
    decided(8)
    before = list(Standing.objects.order_by("pk").values_list("pk", "position", "rating"))
    digest = RatingRun.objects.get().rows_digest
    RatingRun.objects.update(fragility=None)
    assert firmness_find() == 1
    assert list(Standing.objects.order_by("pk").values_list("pk", "position", "rating")) == before
    assert RatingRun.objects.get().rows_digest == digest
