"""Sorting by counting, beside numpy's sorting by comparing; equations solved without a matrix,
beside one."""

import numpy as np
import pytest

from chartbusters.ranking.bradley_terry import bradley_terry, information_of
from chartbusters.ranking.information import solved
from chartbusters.ranking.ordering import counted_order, sums_of, unique_rows
from chartbusters.ranking.tally import tally_of
from tests.chartbusters.ranking.crowds import crowd


@pytest.mark.parametrize("size", [3, 40, 10**9])
def test_it_orders_as_comparing_does(size):
    column = np.random.default_rng(size).integers(min(size, 10**6), size=500)
    assert (counted_order(column, size) == np.argsort(column, kind="stable")).all()


@pytest.mark.parametrize("sizes", [(3, 4, 5), (1, 2, 1), (50, 10**7, 2)])
def test_it_finds_unique_rows_as_numpy_does(sizes):
    draw = np.random.default_rng(1)
    columns = [draw.integers(min(size, 30), size=200) for size in sizes]
    order, begins = unique_rows(columns, sizes)
    expected, counts = np.unique(np.stack(columns, axis=1), axis=0, return_counts=True)
    assert (np.stack(columns, axis=1)[order[begins]] == expected).all()
    assert (sums_of(np.ones(200), begins) == counts).all()


def test_it_handles_no_rows():
    order, begins = unique_rows([np.zeros(0, np.int64)] * 2, (3, 0))
    assert len(order) == len(begins) == 0 and sums_of(np.zeros(0), begins).shape == (0,)


@pytest.mark.parametrize("covariates", [False, True])
def test_it_solves_as_a_matrix_does(covariates):
    draw = np.random.default_rng(2)
    votes = tally_of(crowd(draw, draw.normal(0, 1, 30), 400, 20, shown=0.3, heard=0.2))
    information = information_of(bradley_terry(votes, first=covariates, heard=covariates))
    right = draw.normal(size=(30 + 2 * covariates, 4))
    right[:30] -= right[:30].mean(axis=0)
    dense = information.dense()
    assert information.times(right) == pytest.approx(dense @ right, abs=1e-10)
    assert solved(information, right, 1e-20) == pytest.approx(np.linalg.solve(dense, right))
    assert solved(information, right[:, 0], 1e-20) == pytest.approx(
        np.linalg.solve(dense, right[:, 0])
    )
