"""Voters whose answers go against what everybody else hears, more than chance allows."""

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from chartbusters.trust.weighing.fit import Heard, Said, heard
from chartbusters.trust.weighing.reasons import Reason
from chartbusters.trust.weighing.scales import Scales
from chartbusters.trust.weighing.tables import Finding, WeighingConfig

Floats = NDArray[np.float64]
STEPS = 8
# whoever is so far from the others counts half in the next look
DOUBTFUL, STEEP = -1.5, 3.0
FARTHEST = 4.0  # how strongly a voter may follow, or contradict, the others


def weigh_unlikely(scales: Scales, rows: Said, config: WeighingConfig) -> None:
    """Lowers contrary voters, and sets those aside of whom chance alone makes not one in a hundred
    thousand: honest people of another taste are heard less, not silenced.

    Many of them together bend what they are measured by, and hide so. Therefore we look several
    times, and each time voters count in the fit as far as they seemed honest the time before.
    """
    weight, honest = scales.weight[rows.at], np.ones(rows.voters)
    z, fit = np.zeros(rows.voters), None
    for _ in range(config.rounds):
        fit = heard(rows, weight * honest[rows.voter], fit)
        z = likeliness(fit, config)
        honest = expit(STEEP * (z - DOUBTFUL))
    found = (z < config.unlikely_z) & (scales.voter > 0)
    by = np.where(z < config.contrary_z, 0.0, config.unlikely_weight)
    scales.lower(found, by, Reason.UNLIKELY)
    for voter in np.flatnonzero(found).tolist():
        figures = {"z": float(z[voter]), "threshold": config.unlikely_z}
        scales.find(Finding(Reason.UNLIKELY, (voter,), None, float(by[voter]), figures))


def likeliness(fit: Heard, config: WeighingConfig) -> Floats:
    """How far each voter (voters,) follows what the others hear: about normal for honest ones, far
    below zero for contrary ones; 0 where there are too few votes to tell.

    The signed root of twice the likelihood ratio between "as everybody" and "b times as strongly
    as everybody, or against them": of a few votes it is nearer to normal than a sum of surprises
    over its standard error. A crowd of strong tastes of its own is measured by its own spread.
    """
    rows = fit.rows
    odds, size = _without(fit), rows.voters
    votes = np.bincount(rows.voter, minlength=size)
    follows = _followed(odds, rows, size)
    gain = np.logaddexp(0, -_told(odds, rows)) - np.logaddexp(
        0, -_told(odds * follows[rows.voter], rows)
    )
    total = np.bincount(rows.voter, gain, size)
    z = np.sign(follows - 1) * np.sqrt(2 * np.maximum(total, 0))
    z[votes < config.least_votes] = 0
    return np.asarray(z / _spread(z[votes >= config.least_votes]))


def _told(odds: Floats, rows: Said) -> Floats:
    """Log odds of what was answered; a tie is half of each, and told by neither."""
    return np.where(rows.share == 0.5, 0.0, np.where(rows.share > 0.5, odds, -odds))


def _without(fit: Heard) -> Floats:
    """The log odds (rows,) as they would be without this vote in the fit, to the first order."""
    rows = fit.rows
    bent = fit.weight * (1 / fit.known[rows.a] + 1 / fit.known[rows.b])
    leverage = np.minimum(bent * fit.information, 0.9)
    return np.asarray(fit.odds - bent * fit.residual / (1 - leverage))


def _followed(odds: Floats, rows: Said, size: int) -> Floats:
    """The factor (voters,) on the log odds under which each voter's answers are likeliest."""
    factor = np.ones(size)
    clear = (rows.share != 0.5).astype(np.float64)
    for _ in range(STEPS):
        chance = expit(odds * factor[rows.voter])
        slope = np.bincount(rows.voter, clear * (rows.share - chance) * odds, size)
        bend = np.bincount(rows.voter, clear * chance * (1 - chance) * odds**2, size)
        step = np.clip(slope / np.maximum(bend, 1e-3), -1, 1)
        factor = np.clip(factor + step, -FARTHEST, FARTHEST)
    return factor


def _spread(z: Floats) -> float:
    """Robust spread of a crowd, 1 at least."""
    return max(1.0, 1.4826 * float(np.median(np.abs(z)))) if len(z) else 1.0
