"""Why this rank: figures that add up, and what is said of entries of which little is known."""

import numpy as np
import pytest

from chartbusters.ranking.ratings import controlled, rate
from chartbusters.ranking.standings import places
from chartbusters.ranking.tally import tally_of
from chartbusters.ranking.votes import VoteTable
from chartbusters.ranking.why import Why, opponents, why
from tests.chartbusters.ranking.crowds import crowd, table


def _board(votes: VoteTable, weight: np.ndarray | None = None) -> dict[int, Why]:
    ratings = rate(tally_of(votes, weight))
    spots = places(ratings, list(range(votes.entries)))
    return {spot.entry: why(spot, votes, ratings, votes.entries, weight) for spot in spots}


def _codes(told: Why) -> list[str]:
    return [part.code for part in told.parts]


def test_it_works_by_hand():
    """A beats B twice and loses once, ties with C; B beats C."""
    a, b = np.array([0, 1, 0, 2, 1, 1]), np.array([1, 0, 1, 0, 2, 0])
    votes = table(a, b, np.array([1, 0, 0, 0.5, 1, np.nan]), np.arange(6))
    told = _board(votes)[0]
    first, second = told.against
    assert (first.opponent, first.won, first.lost, first.tied, first.got) == (1, 2, 1, 0, 2)
    assert (second.opponent, second.won, second.lost, second.tied) == (2, 0, 0, 1)
    assert told.votes == 4 and told.got == 2.5
    record = told.parts[1]
    assert record.code == "record"
    assert record.figures == {"votes": 4, "won": 2, "lost": 1, "tied": 1, "opponents": 2}


def test_it_adds_up_to_what_the_ratings_expect():
    """The prior draws the strong down a little, so they got a little more than expected; wins of
    all together are the votes."""
    draw = np.random.default_rng(1)
    votes = crowd(draw, draw.normal(0, 1, 8), 2000, 50)
    weight = draw.choice([0.0, 0.5, 1.0], 2000)
    ratings = rate(tally_of(votes, weight), prior=1e-9)
    for entry in range(8):
        rows = opponents(entry, votes, ratings, weight)
        got, expected = sum(r.got for r in rows), sum(r.expected for r in rows)
        assert got == pytest.approx(expected, abs=1e-5)
        assert sum(r.won + r.lost + r.tied for r in rows) == ratings.games[entry]


def test_it_reckons_with_the_advantages_where_they_were_fitted():
    draw = np.random.default_rng(2)
    votes = crowd(draw, draw.normal(0, 1, 5), 3000, 50, shown=0.5, heard=0.3)
    ratings = controlled(tally_of(votes), prior=1e-9)
    for entry in range(5):
        rows = opponents(entry, votes, ratings)
        got, expected = sum(r.got for r in rows), sum(r.expected for r in rows)
        assert got == pytest.approx(expected, abs=1e-4)


def test_it_says_who_is_surely_above_and_below():
    draw = np.random.default_rng(3)
    told = _board(crowd(draw, np.array([2.0, 0.0, 0.02, -2.0]), 2000, 100))
    assert told[0].surely_above == [1, 2, 3] and told[0].surely_below == []
    assert told[1].surely_above == [3] and told[1].surely_below == [0]
    assert _codes(told[0])[0] == "one_rank" and _codes(told[1])[0] == "ranks"
    surely = told[1].parts[-1]
    assert surely.code == "surely" and surely.figures == {"above": 1, "below": 1, "unsure": 1}
    # the range of ranks is these very figures
    for row in told.values():
        assert row.rank_low == 1 + len(row.surely_below)
        assert row.rank_high == 4 - len(row.surely_above)


def test_it_names_where_the_rating_comes_from():
    wins = table(np.repeat([0, 0, 1], [9, 9, 9]), np.repeat([1, 2, 2], [9, 9, 9]), _nines(), _who())
    (part,) = (part for part in _board(wins)[0].parts if part.code == "best_and_worst")
    assert part.figures["best"] == 1 and part.figures["worst"] == 2
    assert part.figures["best_beyond"] > 0 > part.figures["worst_beyond"]


def _nines() -> np.ndarray:
    """0 beats 1 eight times of nine, and 2 only five times; 1 and 2 are even."""
    return np.concatenate([np.arange(9) < 8, np.arange(9) < 5, np.arange(9) < 4]).astype(float)


def _who() -> np.ndarray:
    return np.arange(27)


def test_it_says_when_votes_are_few_or_none():
    votes = table(np.array([0]), np.array([1]), np.array([1.0]), np.array([0]), entries=3)
    told = _board(votes)
    assert "few_votes" in _codes(told[0])
    assert _codes(told[2]) == ["nobody_voted"]
    assert told[2].against == [] and told[2].votes == 0 and told[2].got == 0


def test_it_leaves_out_votes_that_weigh_nothing():
    votes = table(np.array([0, 0]), np.array([1, 2]), np.array([1.0, 1.0]), np.array([0, 1]))
    told = _board(votes, np.array([1.0, 0.0]))[0]
    assert [row.opponent for row in told.against] == [1]
