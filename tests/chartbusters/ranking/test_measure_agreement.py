"""Krippendorff's alpha: his own table (O15), evalica's figures on random data, and what cannot be
told."""

import evalica
import numpy as np
import pandas
import pytest

from chartbusters.ranking.agreement import agreement, alpha
from tests.chartbusters.ranking.oracles import codings

N = np.nan
# Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability", example C, with its answers
FOUR_OBSERVERS = np.array(
    [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, N, N, N],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, N, 3],
        [N, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, N],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, N],
    ]
)


def test_it_works():
    assert alpha(FOUR_OBSERVERS, "nominal") == pytest.approx(0.743, abs=5e-4)
    assert alpha(FOUR_OBSERVERS, "interval") == pytest.approx(0.849, abs=5e-4)


def test_it_works_on_the_shared_table():
    told = agreement(codings(), "nominal")
    assert told.alpha == pytest.approx(0.7434210526315788, abs=1e-15)
    assert told.low < told.alpha < told.high
    assert told.units == 11


@pytest.mark.parametrize("metric", ["nominal", "interval"])
@pytest.mark.parametrize("seed", range(4))
def test_it_works_as_evalica_does(metric, seed):
    draw = np.random.default_rng(seed)
    marks = draw.integers(1, 6, (5, 30)).astype(float)
    marks[draw.random((5, 30)) < 0.3] = np.nan
    theirs = evalica.alpha(pandas.DataFrame(marks), distance=metric).alpha
    assert alpha(marks, metric) == pytest.approx(theirs, abs=1e-12)


def test_it_handles_perfect_agreement_and_none():
    same = np.tile(np.arange(6.0), (3, 1))
    assert alpha(same) == 1
    assert alpha(np.random.default_rng(1).normal(size=(4, 2000))) == pytest.approx(0, abs=0.03)


@pytest.mark.parametrize(
    "marks",
    [
        np.zeros((0, 0)),
        np.full((3, 4), 2.0),
        np.array([[1.0, 2.0, 3.0]]),
        np.array([[1.0, N], [N, 2.0]]),
    ],
)
def test_it_says_when_it_cannot_be_told(marks):
    told = agreement(marks)
    assert not told.known and np.isnan(told.low) and np.isnan(alpha(marks))


def test_it_gives_the_same_interval_twice():
    assert agreement(FOUR_OBSERVERS) == agreement(FOUR_OBSERVERS)
