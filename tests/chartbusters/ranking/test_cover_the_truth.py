"""The 95 % intervals hold what they promise: the sandwich beside the bootstrap (O9), and coverage
by simulation, of independent voters and of voters with tastes."""

import numpy as np
import pytest

from chartbusters.ranking.bradley_terry import bradley_terry
from chartbusters.ranking.intervals import sandwich_covariance
from chartbusters.ranking.ratings import CENTRE, SCALE, Z95, rate
from chartbusters.ranking.tally import tally_of
from chartbusters.ranking.votes import VoteTable
from tests.chartbusters.ranking.crowds import crowd

TOURNAMENTS, ENTRIES, VOTERS, EACH = 150, 8, 30, 14


def _of_rows(votes: VoteTable, rows: np.ndarray) -> VoteTable:
    columns = ("key", "a", "b", "share", "voter", "first", "cast_ms", "waited_ms", "network")
    return VoteTable(votes.entries, votes.voters, *(getattr(votes, name)[rows] for name in columns))


def test_the_sandwich_works_as_200_bootstraps_do():
    """O9: 10,000 games of four players, bounds within a tenth of the bootstrap's."""
    draw = np.random.default_rng(9)
    votes = crowd(draw, np.array([-0.5, 0.0, 0.2, 0.3]), 10_000, 10_000)
    fit = bradley_terry(tally_of(votes), prior=1e-6)
    half = Z95 * np.sqrt(np.diag(sandwich_covariance(fit, tally_of(votes))))
    again = [
        bradley_terry(
            tally_of(_of_rows(votes, draw.integers(10_000, size=10_000))), prior=1e-6
        ).strength
        for _ in range(200)
    ]
    low, high = np.quantile(again, [0.025, 0.975], axis=0)
    # in points around 1000, as the oracle compares bounds
    ours = CENTRE + SCALE * np.stack([fit.strength - half, fit.strength + half])
    assert ours == pytest.approx(CENTRE + SCALE * np.stack([low, high]), rel=0.1)
    # 200 resamples know a quantile's distance from the middle to some tenth
    assert half == pytest.approx((high - low) / 2, rel=0.2)


def _what_the_crowd_thinks(draw: np.random.Generator, strengths: np.ndarray, tastes: float):
    """Ratings of very many people of this kind: with tastes they are nearer to each other than the
    strengths, as some chance is added to every vote."""
    if not tastes:
        return CENTRE + SCALE * (strengths - strengths.mean())
    people = crowd(draw, strengths, 60_000, 60_000, tastes=tastes)
    return CENTRE + SCALE * bradley_terry(tally_of(people), prior=1e-6).strength


@pytest.mark.parametrize("tastes", [0.0, 1.0, 2.0])
def test_intervals_cover_the_truth_about_95_times_in_100(tastes):
    draw = np.random.default_rng(int(10 * tastes) + 1)
    strengths = draw.normal(0, 0.7, ENTRIES)
    truth, covered = _what_the_crowd_thinks(draw, strengths, tastes), []
    for _ in range(TOURNAMENTS):
        told = rate(tally_of(crowd(draw, strengths, VOTERS * EACH, VOTERS, tastes=tastes)))
        covered += ((told.low < truth) & (truth < told.high)).tolist()
    # 1,200 intervals, eight of a tournament not apart: known to about one in a hundred
    assert 0.92 < np.mean(covered) < 0.985


def test_intervals_that_do_not_know_the_voters_would_not():
    """What clustering is for: three voters of strong tastes, taken for many."""
    draw, strengths = np.random.default_rng(5), np.zeros(ENTRIES)
    together, apart = [], []
    for _ in range(40):
        votes = crowd(draw, strengths, 600, 6, tastes=2.0)
        many = VoteTable(**{**vars(votes), "voter": np.arange(600, dtype=np.int32), "voters": 600})
        for told, found in ((votes, together), (many, apart)):
            board = rate(tally_of(told))
            found += ((board.low < 1000) & (board.high > 1000)).tolist()
    assert np.mean(apart) < 0.5 < np.mean(together) - 0.2
