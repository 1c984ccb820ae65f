"""Ratings as they would be had no side been shown, or heard, first."""

import numpy as np
import pytest

from chartbusters.ranking.bradley_terry import bradley_terry
from chartbusters.ranking.intervals import model_covariance, sandwich_covariance
from chartbusters.ranking.ratings import SCALE, controlled, rate
from chartbusters.ranking.tally import tally, tally_of
from tests.chartbusters.ranking.baseball import TEAMS, games
from tests.chartbusters.ranking.crowds import crowd, table


def test_it_works_on_the_home_teams_of_baseball():
    votes = tally(games(), TEAMS)
    told = rate(votes, prior=0, first=True)
    assert told.first / SCALE == pytest.approx(0.3023, abs=5e-5)
    assert told.first_error / SCALE / 1.959964 >= 0.1309 - 5e-5  # the model's, or wider


def test_it_finds_both_advantages():
    draw = np.random.default_rng(11)
    votes = tally_of(crowd(draw, draw.normal(0, 1, 20), 40_000, 400, shown=0.4, heard=-0.25))
    told = controlled(votes)
    assert abs(told.first / SCALE - 0.4) < told.first_error / SCALE < 0.06
    assert abs(told.heard / SCALE + 0.25) < told.heard_error / SCALE < 0.06
    assert told.matters and not rate(votes).matters


def test_it_says_when_neither_matters():
    draw = np.random.default_rng(15)
    assert not controlled(tally_of(crowd(draw, draw.normal(0, 1, 8), 2000, 50))).matters


def test_it_moves_who_was_always_shown_first_and_heard_first():
    draw, votes = np.random.default_rng(12), 6000
    # all are equal, but entry 0 is always A and always heard first; both help
    a, b = draw.integers(5, size=votes), draw.integers(1, 5, votes)
    b = (a + b) % 5
    a, b = np.where(b == 0, b, a), np.where(b == 0, a, b)
    first = np.where(a == 0, 1, draw.choice([-1, 1], votes))
    share = (draw.random(votes) < 1 / (1 + np.exp(-0.4 - 0.3 * first))).astype(float)
    counted = tally_of(table(a, b, share, np.arange(votes) % 100, first))
    plain, fair = rate(counted), controlled(counted)
    assert plain.low[0] > 1040
    assert fair.low[0] < 1000 < fair.high[0]
    assert fair.high[0] - fair.low[0] > plain.high[0] - plain.low[0]


def test_it_handles_votes_of_which_nobody_knows_what_was_heard():
    told = controlled(tally(games(), TEAMS))
    assert told.heard == 0 and np.isfinite(told.rating).all()
    unheard = controlled(tally_of(table(*np.array([[0, 1], [1, 2], [1, 0], [0, 1]]))))
    assert unheard.heard == 0 and np.isfinite(unheard.low).all()


def test_it_covers_the_truth_about_95_times_in_100():
    draw, covered = np.random.default_rng(13), []
    strengths = draw.normal(0, 1, 8)
    strengths -= strengths.mean()
    for _ in range(60):
        told = controlled(tally_of(crowd(draw, strengths, 800, 60, shown=0.3, heard=0.2)))
        truth = 1000 + SCALE * strengths
        covered += ((told.low < truth) & (truth < told.high)).tolist()
        covered.append(abs(told.first / SCALE - 0.3) < told.first_error / SCALE)
        covered.append(abs(told.heard / SCALE - 0.2) < told.heard_error / SCALE)
    assert 0.92 < np.mean(covered) < 0.99


def test_its_covariance_has_a_row_for_each_advantage():
    draw = np.random.default_rng(14)
    votes = tally_of(crowd(draw, draw.normal(0, 1, 6), 900, 900, shown=0.3, heard=0.2))
    fit = bradley_terry(votes, prior=1e-6, first=True, heard=True)
    model, voters = model_covariance(fit, votes), sandwich_covariance(fit, votes)
    assert model.shape == voters.shape == (8, 8)
    assert np.diag(voters) == pytest.approx(np.diag(model), rel=0.35)
