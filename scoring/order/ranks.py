"""Figures beside those of real music: each as a standard normal by its rank, beyond the extremes by
its distance."""

from dataclasses import dataclass
from functools import cache
from statistics import NormalDist

import numpy as np

from scoring.order.heard import Floats

QUANTILES = 41
WIDEST = 5.0  # standard deviations
SMALLEST = 1e-9


@dataclass(frozen=True)
class Ranks:
    """Quantiles of each figure (figures, QUANTILES) over `count` stretches of real music."""

    quantiles: Floats
    count: int

    @classmethod
    def of(cls, rows: Floats) -> "Ranks":
        """From rows of figures (stretches, figures); NaN where a figure is not defined."""
        levels = np.linspace(0, 1, QUANTILES)
        known = np.where(np.isnan(rows).all(0), 0, rows)
        quantiles = np.nanquantile(known, levels, axis=0).T
        return cls(quantiles.astype(np.float32).astype(np.float64), len(rows))

    def standardise(self, rows: Floats) -> Floats:
        """Rows as standard normals (stretches, figures); 0 where not defined, or always the
        same."""
        table = self.quantiles
        left = (table[None] < rows[:, :, None]).sum(2)
        right = (table[None] <= rows[:, :, None]).sum(2)
        low = np.clip(left - 1, 0, QUANTILES - 2)
        index = np.arange(len(table))
        bottom, top = table[index, low], table[index, low + 1]
        within = np.clip((rows - bottom) / np.maximum(top - bottom, SMALLEST), 0, 1)
        rank = np.where(left == right, low + within, (left + right - 1) / 2) / (QUANTILES - 1)
        normal = np.interp(rank, *_normal_table(self.count))
        spread = np.maximum(
            np.maximum((table[:, -5] - table[:, 4]) / 2.56, (table[:, -1] - table[:, 0]) / 6),
            SMALLEST,
        )
        beyond = np.maximum(rows - table[:, -1], 0) - np.maximum(table[:, 0] - rows, 0)
        useful = table[:, -9] - table[:, 8] > SMALLEST  # else three fifths are alike
        far = np.clip(normal + beyond / spread, -WIDEST, WIDEST)
        return np.where(useful & ~np.isnan(rows), far, 0.0)


@cache
def _normal_table(count: int) -> tuple[Floats, Floats]:
    """Ranks and their normal deviates, the outermost those of half a stretch of `count`."""
    least = 0.5 / count
    ranks = np.linspace(least, 1 - least, 2001)
    return ranks, np.array([NormalDist().inv_cdf(rank) for rank in ranks])
