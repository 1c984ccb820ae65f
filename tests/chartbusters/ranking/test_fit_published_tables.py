"""Ratings that others printed, and what two other programs compute."""

import choix
import evalica
import numpy as np
import pytest

from chartbusters.ranking.bradley_terry import NoFiniteRating, bradley_terry
from chartbusters.ranking.intervals import model_covariance
from chartbusters.ranking.tally import tally
from tests.chartbusters.ranking.baseball import TEAMS, games

CITATIONS = """Biometrika-CommStat 730-33, Biometrika-JASA 498-320, Biometrika-JRSS 221-284,
CommStat-JASA 68-813,
CommStat-JRSS 17-276, JASA-JRSS 142-325"""
JOURNALS = ["Biometrika", "CommStat", "JASA", "JRSS"]
FOUR_PLAYERS = "A-B 2-3, A-D 1-4, B-C 5-3, C-D 1-3"


def _against_the_first(covariance: np.ndarray) -> np.ndarray:
    """Standard errors of strength i - strength 0."""
    variance = np.diag(covariance)
    return np.sqrt(variance + variance[0] - 2 * covariance[0])[1:]


def test_it_works_on_baseball():
    votes = tally(games(), TEAMS)
    fit = bradley_terry(votes, prior=0)
    expected = [1.1077, 0.6839, 1.4364, 1.5814, 1.2476, 1.2945]
    assert fit.strength[1:] - fit.strength[0] == pytest.approx(expected, abs=5e-5)
    assert fit.log_likelihood == pytest.approx(-172.2482, abs=5e-5)
    errors = _against_the_first(model_covariance(fit, votes))
    assert errors.min() > 0.33 and errors.max() < 0.345


def test_it_works_with_the_advantage_of_the_home_team():
    votes = tally(games(), TEAMS)
    fit = bradley_terry(votes, prior=0, first=True)
    assert fit.first == pytest.approx(0.3023, abs=5e-5)
    assert np.sqrt(model_covariance(fit, votes)[-1, -1]) == pytest.approx(0.1309, abs=5e-5)
    shares = np.exp(fit.strength) / np.exp(fit.strength).sum()
    assert np.sort(shares) == pytest.approx(
        [0.044, 0.088, 0.137, 0.157, 0.164, 0.190, 0.220], abs=5e-4
    )
    assert fit.log_likelihood == pytest.approx(-169.5429, abs=5e-5)


def test_it_works_on_citations():
    votes = tally(games(CITATIONS), JOURNALS)
    fit = bradley_terry(votes, prior=0)
    assert fit.strength[1:] - fit.strength[0] == pytest.approx(
        [-2.94907, -0.47957, 0.26895], abs=5e-6
    )
    errors = _against_the_first(model_covariance(fit, votes))
    assert errors == pytest.approx([0.10255, 0.06059, 0.07083], abs=5e-6)


def test_it_works_on_four_players():
    fit = bradley_terry(tally(games(FOUR_PLAYERS), "ABCD"), prior=0)
    assert np.exp(fit.strength) == pytest.approx(
        [0.63983482, 1.0433144, 0.6598102, 2.27037663], abs=1e-7
    )


@pytest.mark.parametrize("seed", range(5))
def test_it_works_as_choix_does(seed):
    draw = np.random.default_rng(seed)
    won = [tuple(map(int, draw.choice(12, 2, replace=False))) for _ in range(400)]
    fit = bradley_terry(
        tally([(a, b, "a", n) for n, (a, b) in enumerate(won)], range(12)), prior=0.2
    )
    # choix counts the penalty twice: alpha |x|^2 against our prior / 2 |x|^2.
    theirs = choix.opt_pairwise(12, won, alpha=0.1, method="Newton-CG", tol=1e-12)
    assert fit.strength == pytest.approx(theirs - theirs.mean(), abs=1e-6)


@pytest.mark.parametrize("seed", range(5))
def test_it_works_as_evalica_does_with_ties(seed):
    draw = np.random.default_rng(seed)
    names = [f"entry {n}" for n in range(9)]
    pairs = [tuple(map(str, draw.choice(names, 2, replace=False))) for _ in range(500)]
    outcomes = draw.choice(["a", "b", "tie"], 500, p=[0.4, 0.35, 0.25])
    fit = bradley_terry(tally([(*pairs[n], outcomes[n], n) for n in range(500)], names), prior=0)
    winners = {"a": evalica.Winner.X, "b": evalica.Winner.Y, "tie": evalica.Winner.Draw}
    theirs = evalica.bradley_terry(
        [a for a, _ in pairs],
        [b for _, b in pairs],
        [winners[o] for o in outcomes],
        tolerance=1e-12,
        limit=10_000,
    ).scores
    shares = np.exp(fit.strength) / np.exp(fit.strength).sum()
    assert dict(zip(names, shares, strict=True)) == pytest.approx(
        (theirs / theirs.sum()).to_dict(), abs=1e-7
    )


def test_it_rejects_a_perfect_record_without_a_prior():
    votes = tally(games("A-B 3-0"), "AB")
    with pytest.raises(NoFiniteRating):
        bradley_terry(votes, prior=0)
    assert bradley_terry(votes).strength[0] > 0
