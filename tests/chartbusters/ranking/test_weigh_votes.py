"""Votes that do not all count the same: sums, ratings and intervals with weights."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chartbusters.ranking.bradley_terry import bradley_terry
from chartbusters.ranking.intervals import model_covariance, sandwich_covariance
from chartbusters.ranking.meetings import Meetings, pairs_of
from chartbusters.ranking.ratings import rate
from chartbusters.ranking.tally import Tally, aggregated, joined, tally, tally_of
from chartbusters.ranking.votes import VoteTable

ENTRIES = "ABCD"


def _table(draw: np.random.Generator, votes: int, entries: int = 6, voters: int = 9) -> VoteTable:
    a = draw.integers(entries, size=votes, dtype=np.int32)
    b = ((a + draw.integers(1, entries, votes)) % entries).astype(np.int32)
    return VoteTable(
        entries=entries,
        voters=voters,
        key=np.arange(votes, dtype=np.int64),
        a=a,
        b=b,
        share=draw.choice([1.0, 0.0, 0.5, np.nan], votes, p=[0.4, 0.3, 0.2, 0.1]),
        voter=draw.integers(voters, size=votes, dtype=np.int32),
        first=draw.integers(-1, 2, votes).astype(np.int8),
        cast_ms=np.arange(votes, dtype=np.int64),
        waited_ms=np.full(votes, 9000, np.int64),
        network=np.full(votes, -1, np.int32),
    )


def _only(votes: VoteTable, rows: np.ndarray) -> VoteTable:
    columns = ("key", "a", "b", "share", "voter", "first", "cast_ms", "waited_ms", "network")
    return VoteTable(
        votes.entries, votes.voters, *(getattr(votes, column)[rows] for column in columns)
    )


def _same(one: Tally, other: Tally) -> bool:
    columns = ("a", "b", "voter", "games", "wins", "counts", "heard")
    return all(np.array_equal(getattr(one, name), getattr(other, name)) for name in columns)


def test_it_works():
    votes = [("A", "B", "a", 1), ("A", "B", "a", 2), ("A", "B", "b", 3), ("A", "C", "tie", 1)]
    counted = tally(votes, ENTRIES, [1, 0.5, 0.25, 0.5])
    assert counted.games.sum() == 2.25
    assert counted.wins.sum() == 1.75
    assert counted.games_of_entries().tolist() == [4, 3, 1, 0]
    assert counted.weight_of_entries().tolist() == [2.25, 1.75, 0.5, 0]


def test_it_works_as_so_many_votes():
    votes = [("A", "B", "a", 1), ("B", "C", "tie", 2), ("C", "A", "b", 3), ("A", "C", "b", 4)]
    weighted = tally(votes, ENTRIES, [3, 2, 1, 2])
    repeated = tally([votes[n] for n in (0, 0, 0, 1, 1, 2, 3, 3)], ENTRIES)
    ours, theirs = rate(weighted), rate(repeated)
    assert (ours.rating == theirs.rating).all() and (ours.low == theirs.low).all()
    assert ours.games.tolist() == [3, 2, 3, 0] and theirs.games.tolist() == [6, 5, 5, 0]


def test_it_works_as_without_the_votes_of_no_weight():
    draw = np.random.default_rng(3)
    votes = _table(draw, 300)
    weight = draw.choice([0.0, 0.3, 1.0], 300)
    ours, theirs = tally_of(votes, weight), tally_of(_only(votes, weight > 0), weight[weight > 0])
    assert _same(ours, theirs)
    assert ours.voters == len(np.unique(votes.voter[(weight > 0) & votes.decisive]))
    assert (rate(ours).high == rate(theirs).high).all()


def test_it_works_on_columns_as_on_names():
    votes = _table(np.random.default_rng(4), 200)
    weight = np.random.default_rng(5).random(200)
    words = {1.0: "a", 0.0: "b", 0.5: "tie"}
    named = [
        (int(votes.a[n]), int(votes.b[n]), words.get(votes.share[n], "bad"), int(votes.voter[n]))
        for n in range(200)
    ]
    ours, theirs = rate(tally_of(votes, weight)), rate(tally(named, range(6), weight))
    assert ours.rating == pytest.approx(theirs.rating, abs=1e-8)
    assert ours.low == pytest.approx(theirs.low, abs=1e-8)
    assert (ours.games == theirs.games).all()


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_it_handles_votes_in_any_order(seed):
    draw = np.random.default_rng(seed)
    votes, weight = _table(draw, 60, entries=4, voters=3), draw.random(60)
    mixed = draw.permutation(60)
    assert _same(tally_of(votes, weight), tally_of(_only(votes, mixed), weight[mixed]))


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(0, 60))
def test_it_handles_votes_that_come_later(seed, cut):
    draw = np.random.default_rng(seed)
    votes, weight = _table(draw, 60, entries=4, voters=3), draw.random(60)
    old, new = np.arange(cut), np.arange(cut, 60)
    parts = [tally_of(_only(votes, rows), weight[rows]) for rows in (old, new)]
    assert _same(joined(*parts), tally_of(votes, weight))


def test_it_keeps_what_was_heard_first_apart():
    votes = _table(np.random.default_rng(6), 500)
    counted = tally_of(votes)
    assert set(counted.heard.tolist()) == {-1, 0, 1}
    said = votes.decisive
    assert (counted.heard * counted.games).sum() == votes.first[said].sum()


def test_it_leaves_the_interval_of_voters_when_all_weigh_alike():
    votes = _table(np.random.default_rng(7), 400)
    whole, half = tally_of(votes), tally_of(votes, np.full(400, 0.5))
    fits = [bradley_terry(whole, prior=1e-9), bradley_terry(half, prior=1e-9)]
    assert fits[0].strength == pytest.approx(fits[1].strength, abs=1e-6)
    voters = [
        np.diag(sandwich_covariance(fit, rows)) for fit, rows in zip(fits, (whole, half), strict=1)
    ]
    assert voters[0] == pytest.approx(voters[1], rel=1e-5)
    model = [
        np.diag(model_covariance(fit, rows)) for fit, rows in zip(fits, (whole, half), strict=True)
    ]
    assert 2 * model[0] == pytest.approx(model[1], rel=1e-5)


def test_it_covers_what_the_bootstrap_of_weighted_voters_says():
    draw = np.random.default_rng(8)
    votes = _table(draw, 3000, entries=4, voters=150)
    of_voters = draw.choice([0.1, 0.5, 1.0], 150)
    counted = tally_of(votes, of_voters[votes.voter])
    errors = np.sqrt(np.diag(sandwich_covariance(bradley_terry(counted), counted)))
    rows_of = [np.flatnonzero(votes.voter == voter) for voter in range(150)]
    again = []
    for _ in range(150):
        people = draw.integers(150, size=150)
        rows = np.concatenate([rows_of[person] for person in people])
        again.append(
            bradley_terry(tally_of(_only(votes, rows), of_voters[votes.voter[rows]])).strength
        )
    assert errors == pytest.approx(np.std(again, axis=0, ddof=1), rel=0.2)


def test_it_counts_pairs_alike_with_cells_and_by_sorting():
    """Fewer votes than pairs are sorted, more are counted in a cell each."""
    draw = np.random.default_rng(9)
    votes = _table(draw, 900, entries=30)
    weight = draw.integers(1, 8, 900) / 8
    wins = weight * np.nan_to_num(votes.share)
    parts = [pairs_of(votes.a[r], votes.b[r], weight[r], wins[r], 30) for r in _halves(900)]
    merged = [np.concatenate(pair) for pair in zip(*map(_rows_of, parts), strict=True)]
    cells = pairs_of(votes.a, votes.b, weight, wins, 30)
    assert all(map(np.array_equal, _rows_of(cells), _rows_of(pairs_of(*merged, 30))))


def _halves(votes: int) -> list[np.ndarray]:
    return [np.arange(votes // 2), np.arange(votes // 2, votes)]


def _rows_of(pairs: Meetings) -> list[np.ndarray]:
    return [pairs.a, pairs.b, pairs.games, pairs.wins]


@pytest.mark.parametrize("weights", [[1.0], [1.0, -0.1], [1.0, np.nan], [1.0, np.inf]])
def test_it_rejects_weights_that_are_none(weights):
    with pytest.raises(ValueError, match="eights"):
        aggregated(np.array([[0, 1, 0], [1, 0, 1]]), np.array([1.0, 0.0]), 2, np.array(weights))


def test_it_handles_more_entries_than_one_number_holds():
    rows = np.array([[2**21 - 1, 5, 2**22], [5, 2**21 - 1, 7], [2**21 - 1, 5, 2**22]])
    counted = aggregated(rows, np.array([1.0, 0.0, 0.5]), 2**21)
    assert counted.a.tolist() == [5, 2**21 - 1] and counted.voter.tolist() == [7, 2**22]
    assert counted.wins.tolist() == [0.0, 1.5]
