"""How far the means of figures lie from those of real music, in real music's own deviations."""

import numpy as np

from generation.evaluation.classifiers import Flags
from generation.evaluation.intervals import OUTER, Estimate, Floats, add_songs, estimate
from generation.evaluation.twosample import FEWEST, HALVES, Rows, draw_half

FURTHEST = 10.0  # deviations: of a figure that real music never varies no more can be said
NOTHING = 1e-9


def measure_gaps(made: Floats, real: Floats, spread: Floats) -> Floats:
    """(D, F) distances of means (D, F) from real ones (F,); NaN where either is not defined."""
    gaps = np.abs(made - real)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(gaps < NOTHING, 0, np.minimum(gaps / spread, FURTHEST))


def average_gaps(gaps: Floats) -> Floats:
    """(D,) over the figures that are defined."""
    there = ~np.isnan(gaps)
    return np.asarray(np.where(there, gaps, 0).sum(1) / np.maximum(there.sum(1), 1))


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
    there = ~np.isnan(made.figures)
    sums = add_songs(np.where(there, made.figures, 0), made.songs)
    counts = add_songs(there, made.songs)
    known, spread = mean(real.figures), deviate(real.figures)

    def measure(weights: Floats) -> Floats:
        with np.errstate(invalid="ignore"):
            return average_gaps(measure_gaps((weights @ sums) / (weights @ counts), known, spread))

    return estimate(measure, len(sums))


def measure_half_distance(real: Rows, half: Flags) -> float:
    """Of one half of the windows from the other."""
    made, rest = mean(real.figures[half]), mean(real.figures[~half])
    return float(average_gaps(measure_gaps(made[None], rest, deviate(real.figures)))[0])


def measure_real_distance(real: Rows) -> Estimate | None:
    """Of real music from itself: one half of the songs from the other."""
    if len(np.unique(real.groups)) < FEWEST:
        return None
    halves = [draw_half(real.groups, seed) for seed in range(1, HALVES + 1)]
    found = [measure_half_distance(real, half) for half in halves]
    low, high = np.percentile(found, OUTER)
    return Estimate(float(np.mean(found)), float(low), float(high))
