"""The smallest share of votes that holds up the first place, beside trying every set of votes."""

from itertools import combinations

import numpy as np
import pytest

from chartbusters.ranking.fragility import fragility
from chartbusters.ranking.ratings import rate
from chartbusters.ranking.tally import tally_of
from chartbusters.ranking.votes import VoteTable
from tests.chartbusters.ranking.crowds import crowd, table


def _first(votes: VoteTable, weight: np.ndarray) -> set[int]:
    rating = rate(tally_of(votes, weight)).rating
    return set(np.flatnonzero(rating >= rating.max() - 1e-5).tolist())


def _by_force(votes: VoteTable, weight: np.ndarray) -> int | None:
    """How many votes must go at least, by trying every set of them."""
    (first,) = _first(votes, weight)
    counting = np.flatnonzero(weight > 0)
    for size in range(1, len(counting) + 1):
        for gone in combinations(counting, size):
            left = weight.copy()
            left[list(gone)] = 0
            if first not in _first(votes, left):
                return size
    return None


def _small(seed: int) -> VoteTable:
    draw = np.random.default_rng(seed)
    return crowd(draw, np.array([0.9, 0.2, 0.0, -0.6]), 9, 3)


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("weighed", [False, True])
def test_it_works_as_trying_every_set(seed, weighed):
    votes, draw = _small(seed), np.random.default_rng(100 + seed)
    weight = draw.choice([0.25, 1.0], 9) if weighed else np.ones(9)
    if len(_first(votes, weight)) > 1:
        assert fragility(votes, weight).share == 0
        return
    told, least = fragility(votes, weight, budget=100_000), _by_force(votes, weight)
    assert told.exact
    assert (None if told.share is None else len(told.rows)) == least


@pytest.mark.parametrize("seed", range(12))
def test_its_bound_is_near_without_trying(seed):
    votes = _small(seed)
    if len(_first(votes, np.ones(9))) > 1:
        return
    told, least = fragility(votes, budget=0), _by_force(votes, np.ones(9))
    if told.share is not None:
        assert least <= len(told.rows) <= least + 1
        assert told.exact == (len(told.rows) == 1)


def test_it_works_on_a_crowd():
    draw = np.random.default_rng(5)
    votes = crowd(draw, np.append(0.35, np.append(0.3, draw.normal(-0.5, 0.5, 28))), 4000, 100)
    told = fragility(votes)
    assert 0 < told.share < 0.02 and told.votes == 4000 and told.winner != told.first
    left = np.ones(4000)
    left[told.rows] = 0
    assert told.first not in _first(votes, left)
    # one vote fewer of those would not have done
    assert not told.exact or len(told.rows) == 1


def test_it_grows_with_the_lead():
    shares = []
    for lead in (0.2, 1.0, 2.5):
        draw = np.random.default_rng(6)
        votes = crowd(draw, np.append(lead, np.zeros(7)), 3000, 60)
        shares.append(fragility(votes).share)
    assert shares[0] < shares[1] < shares[2]


def test_it_leaves_out_votes_that_do_not_count():
    votes = crowd(np.random.default_rng(7), np.array([1.0, 0.0, 0.0]), 200, 20)
    weight = np.ones(200)
    weight[:50] = 0
    told = fragility(votes, weight)
    assert told.votes == 150 and (told.rows >= 50).all()


def test_it_handles_a_first_place_that_is_shared():
    even = table(np.array([0, 1]), np.array([1, 0]), np.array([1.0, 1.0]), np.array([0, 1]))
    assert fragility(even).share == 0 and fragility(even).exact


def test_it_handles_a_first_place_that_no_removal_takes():
    """Three wins and nothing else: whatever goes, the others are below or equal."""
    only = table(np.zeros(3), np.ones(3), np.ones(3), np.arange(3))
    told = fragility(only)
    assert told.share is None and told.winner is None and told.exact


def test_it_handles_nothing_to_tell():
    nobody = table(np.array([0]), np.array([1]), np.array([np.nan]), np.array([0]))
    assert fragility(nobody) is None
    one = table(np.zeros(0), np.zeros(0), np.zeros(0), np.zeros(0), entries=1)
    assert fragility(one) is None


def test_it_gives_the_same_votes_twice():
    votes = crowd(np.random.default_rng(8), np.array([0.4, 0.2, 0.1, 0.0]), 400, 30)
    assert (fragility(votes).rows == fragility(votes).rows).all()
