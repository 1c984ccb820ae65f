"""Intervals of many entries, estimated without a square matrix, beside the exact ones."""

import numpy as np
import pytest

from chartbusters.ranking import ratings
from chartbusters.ranking.bradley_terry import bradley_terry
from chartbusters.ranking.intervals import EXACT_UP_TO, spread_of
from chartbusters.ranking.ratings import rate
from chartbusters.ranking.tally import Tally, tally_of
from tests.chartbusters.ranking.crowds import crowd, table


def _well_met(entries: int, games: int) -> Tally:
    draw = np.random.default_rng(2)
    strengths = draw.normal(0, 1, entries)
    return tally_of(crowd(draw, strengths, entries * games // 2, 400, tastes=0.5))


def _in_a_ring(entries: int) -> Tally:
    """Each meets its two neighbours only: the hardest case, as what is known travels far."""
    draw, a = np.random.default_rng(3), np.tile(np.arange(entries), 12)
    share = (draw.random(len(a)) < 0.5).astype(float)
    return tally_of(table(a, (a + 1) % entries, share, draw.integers(200, size=len(a))))


def _apart(entries: int) -> Tally:
    """Two contests that never met, and ten entries that nobody heard."""
    draw, half = np.random.default_rng(4), (entries - 10) // 2
    a = draw.integers(half, size=entries * 15)
    b = (a + draw.integers(1, half, len(a))) % half
    side = draw.integers(2, size=len(a)) * half
    share = draw.choice([0.0, 0.5, 1.0], len(a))
    voters = draw.integers(300, size=len(a))
    return tally_of(table(a + side, b + side, share, voters, entries=entries))


VOTES = {
    "well met": lambda: _well_met(1000, 60),
    "few games": lambda: _well_met(1000, 6),
    "a ring": lambda: _in_a_ring(200),
    "apart": lambda: _apart(600),
}


@pytest.mark.parametrize("kind", VOTES)
def test_it_works_as_the_exact_ones(kind):
    votes = VOTES[kind]()
    fit = bradley_terry(votes)
    exact, estimated = spread_of(fit, votes), spread_of(fit, votes, exact_up_to=0)
    assert exact.error == 0 and estimated.error > 0
    away = np.sqrt(estimated.strengths / exact.strengths) - 1
    # its own standard error is told, at the 95th of a hundred entries: twice that bounds most
    assert np.quantile(np.abs(away), 0.95) < 2 * estimated.error
    assert np.abs(away).max() < 6 * estimated.error
    assert np.abs(np.mean(away)) < 0.01


def test_it_works_with_both_covariates():
    draw = np.random.default_rng(5)
    votes = tally_of(crowd(draw, draw.normal(0, 1, 120), 6000, 80, shown=0.3, heard=0.2))
    fit = bradley_terry(votes, first=True, heard=True)
    exact, estimated = spread_of(fit, votes), spread_of(fit, votes, exact_up_to=0)
    assert np.sqrt(estimated.strengths / exact.strengths) == pytest.approx(1, abs=0.06)
    assert estimated.effects == pytest.approx(exact.effects, rel=1e-3)


def test_it_says_which_were_used(monkeypatch):
    votes = _well_met(60, 40)
    assert rate(votes).intervals == "exact"
    monkeypatch.setattr(ratings, "spread_of", lambda *both: spread_of(*both, exact_up_to=10))
    told = rate(votes)
    assert told.intervals == "estimated" and 0 < told.interval_error < 0.1
    assert EXACT_UP_TO >= 1000


def test_it_gives_the_same_estimates_twice():
    votes = _well_met(300, 20)
    fit = bradley_terry(votes)
    once, again = (spread_of(fit, votes, exact_up_to=0).strengths for _ in range(2))
    assert (once == again).all()
