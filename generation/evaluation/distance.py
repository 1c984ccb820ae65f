"""How far the means of figures lie from those of real music, in real music's own deviations."""

import numpy as np

from generation.evaluation.intervals import Estimate, Floats, estimate
from generation.evaluation.twosample import HALVES, Rows, draw_half

FURTHEST = 10.0  # deviations: a figure that real music never varies says no more than that


def measure_distances(real: Floats, made: Floats, spread: Floats) -> Floats:
    """(F,) of each figure that both define, NaN for others."""
    with np.errstate(invalid="ignore", divide="ignore"):
        gaps = np.abs(mean(made) - mean(real)) / spread
    return np.minimum(np.where(np.isinf(gaps), FURTHEST, gaps), FURTHEST)


def mean(figures: Floats) -> Floats:
    """(F,) over what is defined, NaN where nothing is."""
    there = ~np.isnan(figures)
    with np.errstate(invalid="ignore"):
        return np.asarray(np.where(there, figures, 0).sum(0) / there.sum(0))


def deviate(figures: Floats) -> Floats:
    """(F,) standard deviations of what is defined."""
    return np.sqrt(mean((figures - mean(figures)) ** 2))


def measure_distance(real: Rows, made: Rows) -> Estimate:
    """Mean over the figures, with an interval over songs of what is made."""
    spread = deviate(real.figures)
    return estimate(
        lambda rows: average(measure_distances(real.figures, made.figures[rows], spread)),
        made.songs,
    )


def average(distances: Floats) -> float:
    defined = distances[~np.isnan(distances)]
    return float(defined.mean()) if len(defined) else 0.0


def measure_real_distance(real: Rows) -> Estimate:
    """Of real music from itself: one half of the songs from the other."""
    spread = deviate(real.figures)
    halves = [draw_half(real.groups, seed) for seed in range(1, HALVES + 1)]
    found = [
        average(measure_distances(real.figures[~half], real.figures[half], spread))
        for half in halves
    ]
    low, high = np.percentile(found, (2.5, 97.5))
    return Estimate(float(np.mean(found)), float(low), float(high))
