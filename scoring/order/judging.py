"""Judges of order: how much more likely a stretch is spoilt than real, in each of several ways.

One direction a family of spoilings (linear discriminant analysis, Fisher 1936), and two-sided joint
typicality (Mahalanobis distance under the covariance shrunk after Ledoit and Wolf 2004).
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from scoring.order.families import FAMILIES
from scoring.order.heard import Floats
from scoring.order.ranks import Ranks

INNER = 5  # parts of the real rows, for distances of rows that their covariance has not seen
NEAR = 4.0  # standard deviations beyond which a figure pulls no harder at a direction
RIDGE = 0.3  # added to the variance of each figure
SHRINK = 0.75  # how much nearer the two sides are for music that was not learnt from
FAR = 3.0  # standard deviations of the distance at which untypical is as likely as typical
STEEP = 3.0  # log odds a standard deviation of the distance
FEWEST = 8  # spoilt rows that teach a direction


@dataclass(frozen=True)
class Judge:
    """What one part of the reference taught. Rows of `directions` belong to `FAMILIES`; `middle`
    and `slope` turn a projection into log odds, slope 0 where nothing was learnt."""

    ranks: Ranks
    centre: Floats  # (figures,)
    whitening: Floats  # (figures, figures): its rows turn deviations into standard ones
    distance: Floats  # (2,) mean and deviation of the log distance of unseen real music
    directions: Floats  # (families, figures)
    middle: Floats  # (families,)
    slope: Floats  # (families,)

    def weigh(self, rows: Floats) -> Floats:
        """Log odds of spoilt against real (stretches, families + 1); typicality last."""
        normal = self.ranks.standardise(rows)
        projected = np.clip(normal, -NEAR, NEAR) @ self.directions.T
        odds = (projected - self.middle) * self.slope
        distance = _log_distance(normal - self.centre, self.whitening)
        away = (distance - self.distance[0]) / self.distance[1]
        return np.column_stack([odds, STEEP * (away - FAR)])


def learn_judge(real: Floats, spoilt: Mapping[str, Floats]) -> Judge:
    """From rows of real music (stretches, figures) and of each spoiling, by its name."""
    ranks = Ranks.of(real)
    normal = ranks.standardise(real)
    centre, covariance = shrink_covariance(normal)
    directions = np.zeros((len(FAMILIES), real.shape[1]))
    middle, slope = np.zeros(len(FAMILIES)), np.zeros(len(FAMILIES))
    for place, family in enumerate(FAMILIES):
        rows = [spoilt[name] for name in family.spoilings if name in spoilt]
        if sum(map(len, rows)) >= FEWEST:
            bad = ranks.standardise(np.concatenate(rows))
            directions[place], middle[place], slope[place] = _tell_apart(normal, bad)
    return Judge(
        ranks, centre, _whiten(covariance), _measure_distances(real), directions, middle, slope
    )


def _tell_apart(real: Floats, bad: Floats) -> tuple[Floats, float, float]:
    """The direction from real to spoilt, where it is as likely either, and log odds a unit."""
    real, bad = np.clip(real, -NEAR, NEAR), np.clip(bad, -NEAR, NEAR)
    centre, covariance = shrink_covariance(real)
    within = 0.5 * covariance + 0.5 * np.cov(bad.T) + RIDGE * np.eye(len(covariance))
    direction = np.linalg.solve(within, bad.mean(0) - centre)
    here, there = real @ direction, bad @ direction
    spread = (here.std() + there.std()) / 2 / SHRINK
    gap = there.mean() - here.mean()
    return direction, (here.mean() + there.mean()) / 2, gap / spread**2


def shrink_covariance(rows: Floats) -> tuple[Floats, Floats]:
    """Mean, and covariance drawn towards a multiple of the identity (Ledoit and Wolf 2004)."""
    count, width = rows.shape
    mean = rows.mean(0)
    centred = rows - mean
    covariance = centred.T @ centred / count
    scale = np.trace(covariance) / width
    target = scale * np.eye(width)
    apart = float(((covariance - target) ** 2).sum())
    squares = (centred**2).T @ (centred**2) / count - covariance**2
    share = min(1.0, float(squares.sum()) / count / max(apart, 1e-12))
    return mean, (1 - share) * covariance + share * target


def _whiten(covariance: Floats) -> Floats:
    floor = 1e-6 * np.eye(len(covariance))
    return np.asarray(np.linalg.inv(np.linalg.cholesky(covariance + floor)))


def _log_distance(deviations: Floats, whitening: Floats) -> Floats:
    squares = ((deviations @ whitening.T) ** 2).sum(1)
    return np.asarray(0.5 * np.log(np.maximum(squares, 1e-9)))


def _measure_distances(real: Floats) -> Floats:
    """Mean and deviation of the log distance of real rows from the others' mean."""
    part = np.arange(len(real)) % INNER
    found: list[Floats] = []
    for number in range(INNER):
        ranks = Ranks.of(real[part != number])
        centre, covariance = shrink_covariance(ranks.standardise(real[part != number]))
        away = ranks.standardise(real[part == number]) - centre
        found.append(_log_distance(away, _whiten(covariance)))
    distances = np.concatenate(found)
    return np.array([distances.mean(), distances.std()])
