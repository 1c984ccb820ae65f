"""Boards of which little is known: no entries, no votes, one vote, ties only, contests that never
met."""

import numpy as np
import pytest

from chartbusters.ranking.fragility import fragility
from chartbusters.ranking.ratings import Ratings, controlled, rate
from chartbusters.ranking.standings import places
from chartbusters.ranking.tally import Tally, joined, tally
from tests.chartbusters.ranking.crowds import table

ENTRIES = "ABCD"
WIDE = 400 / np.log(10) * 1.959964 * np.sqrt(10)  # half the interval of the prior alone


def _ranges(votes: Tally) -> dict[int, tuple[int, int]]:
    told = rate(votes)
    assert np.isfinite([told.rating, told.low, told.high]).all()
    spots = places(told, ENTRIES)
    return {spot.entry: (spot.rank_low, spot.rank_high) for spot in spots}


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("compute", [rate, controlled])
def test_it_handles_no_entries(compute):
    told: Ratings = compute(tally([], []))
    assert told.rating.shape == told.low.shape == told.games.shape == (0,)
    assert places(told, []) == []


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("compute", [rate, controlled])
def test_it_handles_no_votes(compute):
    told: Ratings = compute(tally([], ENTRIES))
    assert told.rating.tolist() == [1000] * 4 and told.games.tolist() == [0] * 4
    # the mean is fixed, which takes a quarter of the prior's variance
    assert told.high - 1000 == pytest.approx(WIDE * np.sqrt(3 / 4))
    assert set(_ranges(tally([], ENTRIES)).values()) == {(1, 4)}


def test_it_handles_votes_that_all_weigh_nothing():
    votes = [("A", "B", "a", 1), ("B", "C", "a", 2)]
    told = rate(tally(votes, ENTRIES, [0, 0]))
    assert told.rating.tolist() == [1000] * 4 and told.games.tolist() == [0] * 4


def test_it_handles_one_vote():
    told = rate(tally([("A", "B", "a", 1)], ENTRIES))
    assert told.rating[0] > 1000 > told.rating[1]
    assert told.rating[2] == told.rating[3] == 1000
    assert set(_ranges(tally([("A", "B", "a", 1)], ENTRIES)).values()) == {(1, 4)}


def test_it_handles_one_entry():
    told = rate(tally([], "A"))
    assert told.rating.tolist() == [1000] and told.low.tolist() == [1000]


def test_it_handles_ties_only():
    votes = [(a, b, "tie", n) for n, (a, b) in enumerate(["AB", "BC", "CD", "DA"] * 50)]
    told = rate(tally(votes, ENTRIES))
    assert told.rating == pytest.approx([1000] * 4)
    assert set(_ranges(tally(votes, ENTRIES)).values()) == {(1, 4)}
    a = np.tile([0, 1, 2, 3], 5)
    assert fragility(table(a, (a + 1) % 4, np.full(20, 0.5), np.arange(20))).share == 0


def test_it_handles_contests_that_never_met():
    """Each is rated around 1000 for itself; who leads one is not told from who leads the other."""
    wins = [("A", "B", "a", n) for n in range(40)] + [("C", "D", "a", n) for n in range(40)]
    told = rate(tally(wins, ENTRIES))
    assert told.rating[0] == told.rating[2] and told.rating[1] == told.rating[3]
    assert told.rating[0] + told.rating[1] == pytest.approx(2000)
    ranges = _ranges(tally(wins, ENTRIES))
    assert ranges[0] == ranges[2] and ranges[0][0] == 1 and ranges[0][1] >= 2


def test_it_handles_a_circle():
    votes = [(a, b, "a", n) for n, (a, b) in enumerate(["AB", "BC", "CA"] * 30)]
    told = rate(tally(votes, "ABC"))
    assert told.rating == pytest.approx([1000] * 3, abs=1e-5)


def test_it_handles_a_perfect_record():
    votes = [("A", other, "a", n) for n, other in enumerate("BCD" * 300)]
    told = rate(tally(votes, ENTRIES))
    assert np.isfinite(told.high).all() and told.rating[0] > 1300
    # a prior that is next to none: the fit still settles, far out
    far = rate(tally(votes, ENTRIES), prior=1e-6)
    assert far.rating[0] > told.rating[0] and np.isfinite(far.high).all()


def test_it_joins_with_nothing():
    votes = tally([("A", "B", "a", 0)], ENTRIES)
    both = joined(votes, tally([], ENTRIES))
    assert both.games.tolist() == [1] and both.a.tolist() == [0]
    assert joined(tally([], ENTRIES), tally([], ENTRIES)).games.tolist() == []
