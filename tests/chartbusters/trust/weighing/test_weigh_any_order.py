"""Weights are the same for the same votes, in whatever order these or the voters come; and tables
with hardly anything in them are weighed too."""

from dataclasses import replace

import numpy as np
import pytest

from chartbusters.trust.weighing import VoterTable, weigh
from tests.chartbusters.trust.weighing.crowds import (
    YEAR_MS,
    honest_rows,
    mixed,
    pushed,
    settled_voters,
    vote_table,
)

ENTRIES, VOTERS = 15, 80


def crowd(seed=1):
    draw = np.random.default_rng(seed)
    strengths = draw.normal(0, 1, ENTRIES)
    rows = honest_rows(strengths, np.arange(60), 15, draw)
    more = pushed(honest_rows(strengths, np.arange(60, VOTERS), 15, draw), 7)
    voters = settled_voters(
        VOTERS,
        age_ms=np.where(draw.random(VOTERS) < 0.5, 0, YEAR_MS),
        domain=draw.integers(-1, 4, VOTERS),
        network=draw.integers(-1, 4, VOTERS),
        linked=np.where(draw.random(VOTERS) < 0.1, 1, -1),
    )
    return vote_table(np.concatenate([rows, more]), ENTRIES, VOTERS), voters


def test_it_works_twice_alike():
    one, other = weigh(*crowd()), weigh(*crowd())
    assert one.weight.tobytes() == other.weight.tobytes() and one.findings == other.findings


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_votes_changes_no_digit(seed):
    votes, voters = crowd(seed)
    order = np.random.default_rng(seed).permutation(len(votes.a))
    one, other = weigh(votes, voters), weigh(mixed(votes, order), voters)
    assert other.weight.tobytes() == one.weight[order].tobytes()
    assert other.reasons.tobytes() == one.reasons[order].tobytes()


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_voters_changes_nothing(seed):
    votes, voters = crowd(seed)
    place = np.random.default_rng(seed).permutation(VOTERS)  # new index of each voter
    names = {name: column[np.argsort(place)] for name, column in vars(voters).items()}
    moved = replace(votes, voter=place[votes.voter].astype(np.int32))
    one, other = weigh(votes, voters), weigh(moved, VoterTable(**names))
    assert np.allclose(one.weight, other.weight, atol=1e-6)
    assert (one.reasons == other.reasons).all()


def test_which_side_an_entry_stands_on_changes_nothing():
    votes, voters = crowd(4)
    turned = replace(votes, a=votes.b, b=votes.a, share=1 - votes.share)
    assert np.allclose(weigh(votes, voters).weight, weigh(turned, voters).weight, atol=1e-6)


@pytest.mark.parametrize(
    ("rows", "entries", "voters"),
    [
        ([], 0, 0),
        ([], 5, 0),
        ([], 5, 3),
        ([(0, 1, 1.0, 0)], 2, 1),
        ([(0, 1, float("nan"), 0)] * 12, 2, 1),
        ([(0, 1, 0.5, voter) for voter in range(20)], 2, 20),
        ([(0, 1, 1.0, voter) for voter in range(50)], 2, 50),
        ([(0, 1, 1.0, 0)] * 30, 3, 2),
    ],
)
@pytest.mark.parametrize("columns", [{}, {"age_ms": 0, "domain": 0, "network": 0}])
@pytest.mark.filterwarnings("error")
def test_it_handles_tables_with_hardly_anything(rows, entries, voters, columns):
    found = weigh(vote_table(rows, entries, voters), settled_voters(voters, **columns))
    assert len(found.weight) == len(found.reasons) == len(rows)
    assert np.isfinite(found.weight).all()
    assert ((found.weight >= 0) & (found.weight <= 1)).all()


def test_people_who_all_say_the_same_of_one_pair_all_count():
    """Fifty new people of one class, and nobody else: nothing is known against them."""
    votes = vote_table([(0, 1, 1.0, voter) for voter in range(50)], 2, 50)
    found = weigh(votes, settled_voters(50, age_ms=0, domain=0, network=0))
    assert found.weight.min() >= 0.5 and not found.findings
