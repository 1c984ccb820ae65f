"""The classifier two-sample test: in how many cases can two kinds of music be told apart by their
figures?

A half is what guessing gives (Lopez-Paz and Oquab 2017). Folds are by group: no music stands both
in what is learnt from and in what is judged.
"""

from typing import NamedTuple

import numpy as np

from generation.evaluation.classifiers import CLASSIFIERS, Flags, logistic
from generation.evaluation.intervals import (
    OUTER,
    Estimate,
    Floats,
    Ints,
    add_songs,
    estimate,
)

FOLDS, SEEDS = 5, 5
HALVES = 20  # of real music against itself
FEWEST = 2  # groups


class Rows(NamedTuple):
    """Figures of windows (N, F), NaN where one is not defined; whose each window is, and what
    shares music with it."""

    figures: Floats
    songs: Ints
    groups: Ints

    def take(self, columns: Ints) -> "Rows":
        return self._replace(figures=self.figures[:, columns])

    def keep(self, chosen: Flags) -> "Rows":
        """The windows that are chosen (N,)."""
        return Rows(*(column[chosen] for column in self))


def draw_folds(groups: Ints, random: np.random.Generator) -> Ints:
    """(N,) the fold of each row; a group lies in one."""
    known, place = np.unique(groups, return_inverse=True)
    folds = random.permutation(len(known)) % min(FOLDS, len(known))
    return np.asarray(folds[place])


def guess(figures: Floats, made: Flags, groups: Ints, seed: int) -> Floats:
    """(N,) how likely each row is made, by classifiers that have not seen its group."""
    random = np.random.default_rng(seed)
    folds, chance = draw_folds(groups, random), np.full(len(made), 0.5)
    for fold in np.unique(folds):
        asked, known = folds == fold, folds != fold
        if made[known].all() or not made[known].any():
            continue  # nothing to tell apart was learnt: a guess
        fitted = [fit(figures[known], made[known], random) for fit in CLASSIFIERS]
        chance[asked] = np.mean([logistic(each(figures[asked])) for each in fitted], axis=0)
    return chance


def mark(figures: Floats, made: Flags, groups: Ints, seeds: int) -> Floats:
    """(N,) in which share of the seeds each row was told rightly; a guess of one half counts
    half."""
    marks = []
    for seed in range(1, seeds + 1):
        chance = guess(figures, made, groups, seed)
        marks.append(np.where(chance == 0.5, 0.5, (chance > 0.5) == made))
    return np.asarray(np.mean(marks, axis=0))


def measure_balanced(marks: Floats, made: Flags) -> float:
    """Mean of the shares told rightly of either kind."""
    return float((marks[made].mean() + marks[~made].mean()) / 2)


def tell_apart(real: Rows, made: Rows) -> Estimate | None:
    """Accuracy, with an interval over songs; None of a single group, which makes no folds."""
    if len(np.unique(real.groups)) < FEWEST:
        return None
    figures = np.concatenate([real.figures, made.figures])
    songs, groups = (
        np.concatenate([getattr(real, name), getattr(made, name)]) for name in ("songs", "groups")
    )
    flags = np.arange(len(figures)) >= len(real.figures)
    marks = mark(figures, flags, groups, SEEDS)
    return estimate_balanced(marks, flags, songs)


def estimate_balanced(marks: Floats, made: Flags, songs: Ints) -> Estimate:
    kinds = np.stack([made, ~made], 1)
    right, asked = add_songs(marks[:, None] * kinds, songs), add_songs(kinds, songs)
    return estimate(lambda weights: ((weights @ right) / (weights @ asked)).mean(1), len(right))


def tell_real_apart(real: Rows) -> Estimate | None:
    """Real music against itself: half of the songs stand for what is made; mean and interval over
    many halves. None where a half would be no more than one group.

    What lies above one half is how much a corpus so small seems to differ from its like.
    """
    if len(np.unique(real.groups)) < 2 * FEWEST:
        return None
    found = [measure_half(real, seed) for seed in range(1, HALVES + 1)]
    low, high = np.percentile(found, OUTER)
    return Estimate(float(np.mean(found)), float(low), float(high))


def measure_half(real: Rows, seed: int) -> float:
    """Accuracy of one seed on one half."""
    made = draw_half(real.groups, seed)
    marks = mark(real.figures, made, real.groups, 1)
    return measure_balanced(marks, made)


def draw_half(groups: Ints, seed: int) -> Flags:
    """(N,) whether each row belongs to the half of the groups that was drawn."""
    known = np.unique(groups)
    drawn = np.random.default_rng(seed).permutation(known)[: len(known) // 2]
    return np.isin(groups, drawn)
