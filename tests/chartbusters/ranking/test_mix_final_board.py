"""The final board: percentiles, weights, intervals, ties, and what is missing."""

import numpy as np
import pytest

from chartbusters.ranking.final import (
    Component,
    final_board,
    mean_percentiles,
    of_jury,
    of_metrics,
    of_public,
    percentiles,
)
from chartbusters.ranking.jury import JuryMarks, judged
from chartbusters.ranking.ratings import rate
from chartbusters.ranking.tally import tally

N = np.nan
IDS = [f"id {n}" for n in range(9)]


def _part(name: str, weight: float, value: list[float], half: float = 0.0) -> Component:
    values = np.array(value, float)
    return Component(name, weight, values, values - half, values + half)


def _order(board) -> list[int]:
    return [row.entry for row in board.rows]


def test_percentiles_work():
    assert percentiles(np.array([10.0, 30, 20, 40, 50])).tolist() == [0, 0.5, 0.25, 0.75, 1]
    assert percentiles(np.array([1.0, 1, 0, N])).tolist()[:3] == [0.75, 0.75, 0]
    assert percentiles(np.array([7.0, N])).tolist()[0] == 0.5
    assert percentiles(np.array([])).shape == (0,)
    assert percentiles(np.array([2.0, 2, 2])).tolist() == [0.5] * 3


def test_mean_percentiles_work():
    told = mean_percentiles(np.array([[1.0, 9], [2, N], [3, 1], [N, N]]))
    assert told[:3].tolist() == [0.5, 0.5, 0.5] and np.isnan(told[3])
    assert np.isnan(mean_percentiles(np.zeros((2, 0)))).all()


def test_it_works_by_hand():
    """Weights 50, 30, 20; four entries, so percentiles are 0, 1/3, 2/3, 1."""
    board = final_board(
        [
            _part("public", 50, [1100, 1050, 950, 900]),
            _part("jury", 30, [3, 4.5, 4, 2]),
            _part("metrics", 20, [0.1, 0.2, 0.9, 0.4]),
        ],
        IDS[:4],
    )
    finals = {row.entry: row.final for row in board.rows}
    expected = {
        0: 0.5 * 1 + 0.3 / 3 + 0.2 * 0,
        1: 0.5 * 2 / 3 + 0.3 * 1 + 0.2 / 3,
        2: 0.5 / 3 + 0.3 * 2 / 3 + 0.2 * 1,
        3: 0.5 * 0 + 0.3 * 0 + 0.2 * 2 / 3,
    }
    assert finals == pytest.approx(expected, abs=1e-9)
    assert _order(board) == [1, 0, 2, 3]
    assert board.rows[0].weights == pytest.approx({"public": 0.5, "jury": 0.3, "metrics": 0.2})
    # nothing is uncertain here, so nothing is between bounds
    assert all(row.low == row.final == row.high for row in board.rows)
    assert [(row.rank_low, row.rank_high) for row in board.rows] == [(n, n) for n in (1, 2, 3, 4)]


def test_it_widens_with_the_intervals():
    values = [1000.0 + 10 * n for n in range(9)]
    sure = final_board([_part("public", 100, values, 1)], IDS)
    unsure = final_board([_part("public", 100, values, 60)], IDS)
    assert all(row.rank_low == row.rank_high == row.position for row in sure.rows)
    for row in unsure.rows:
        assert row.low <= row.final <= row.high and row.high - row.low > 0.3
        assert row.rank_low <= row.position <= row.rank_high
    assert unsure.rows[4].rank_low <= 2 and unsure.rows[4].rank_high >= 8


def test_its_interval_covers_what_the_public_thinks():
    """Ratings are off by what their intervals say; the final of the true ratings is covered."""
    draw, covered = np.random.default_rng(1), []
    for _ in range(15):
        truth, half = np.sort(draw.normal(1000, 100, 9)), 80.0
        told = truth + draw.normal(0, half / 1.96, 9)
        board = final_board([_part("public", 100, told.tolist(), half)], IDS)
        true = percentiles(truth)
        covered += [row.low <= true[row.entry] <= row.high for row in board.rows]
    assert np.mean(covered) > 0.9


def test_it_parts_ties_by_bound_then_jury_then_keys():
    public = Component(
        "public", 100, np.full(5, 1000.0), np.array([900.0, 950, 950, 950, 950]), np.full(5, 1100.0)
    )
    jury = _part("jury", 0, [5, 3, 4, 4, 4])
    assert _order(final_board([public, jury], ["a", "b", "d", "c", "e"])) == [3, 2, 4, 1, 0]


def test_it_carries_on_without_what_is_missing_and_says_so():
    board = final_board(
        [
            _part("public", 50, [3, 2, 1]),
            _part("jury", 30, [N, 1, 2]),
            _part("metrics", 20, [N] * 3),
        ],
        IDS[:3],
    )
    rows = {row.entry: row for row in board.rows}
    assert board.missing == ["metrics"]
    assert rows[0].weights == {"public": 1.0} and rows[0].final == 1.0 and rows[0].missing
    assert rows[1].weights == pytest.approx({"public": 0.625, "jury": 0.375})
    assert rows[1].final == pytest.approx(0.625 * 0.5 + 0.375 * 0)


def test_it_puts_last_of_whom_nothing_is_known():
    board = final_board([_part("public", 60, [N, 2, 1]), _part("jury", 40, [N, 1, 2])], IDS[:3])
    last = board.rows[-1]
    assert last.entry == 0 and np.isnan(last.final) and last.rank_high == 3 and not last.weights
    nobody = final_board([_part("public", 100, [N, N])], ["b", "a"])
    assert _order(nobody) == [1, 0] and nobody.missing == ["public"]


def test_it_handles_no_entries_and_one():
    assert final_board([_part("public", 100, [])], []).rows == []
    (only,) = final_board([_part("public", 70, [1000], 50), _part("jury", 30, [3])], IDS[:1]).rows
    assert only.final == 0.5 and (only.rank_low, only.rank_high) == (1, 1)


def test_it_handles_entries_in_any_order():
    draw = np.random.default_rng(2)
    values, jury, mixed = draw.normal(1000, 80, 9), draw.normal(3, 1, 9), draw.permutation(9)
    parts = [_part("public", 60, values, 70), _part("jury", 40, jury, 0.6)]
    other = [_part("public", 60, values[mixed], 70), _part("jury", 40, jury[mixed], 0.6)]
    ours = {IDS[row.entry]: row for row in final_board(parts, IDS).rows}
    theirs = final_board(other, [IDS[n] for n in mixed]).rows
    for row in theirs:
        mine = ours[IDS[mixed[row.entry]]]
        assert (row.position, row.low, row.high) == (mine.position, mine.low, mine.high)
        assert (row.rank_low, row.rank_high) == (mine.rank_low, mine.rank_high)


def test_it_handles_weights_that_are_all_nought():
    board = final_board([_part("public", 0, [2, 1], 5)], ["b", "a"])
    # only what parts ties is left
    assert _order(board) == [0, 1] and all(np.isnan(row.final) for row in board.rows)


def test_it_works_from_votes_marks_and_measures():
    """Entry 2 was voted on by nobody, entry 1 marked by no juror; each is ranked by what is
    known of it."""
    votes = [("a", "b", "a", n) for n in range(30)] + [("d", "b", "b", n) for n in range(30)]
    public = of_public(rate(tally(votes, "abcd")), 50)
    marks = JuryMarks(
        4, 2, np.array([0, 2, 3, 0, 2, 3]), np.array([0, 0, 0, 1, 1, 1]), np.arange(6.0)
    )
    metrics = of_metrics(np.array([[0.9], [0.2], [0.4], [0.1]]), 20)
    board = final_board([public, of_jury(judged(marks), 30), metrics], IDS[:4])
    rows = {row.entry: row for row in board.rows}
    assert set(rows[2].weights) == {"jury", "metrics"} and rows[2].missing
    assert set(rows[1].weights) == {"public", "metrics"}
    assert set(rows[0].weights) == {"public", "jury", "metrics"} and not rows[0].missing
    assert board.missing == []
    assert rows[0].percentiles["public"] == 1 and np.isnan(rows[2].percentiles["public"])
    assert all(row.low <= row.final <= row.high for row in board.rows)
