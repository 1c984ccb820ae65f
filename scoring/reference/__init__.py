"""What real music of each genre measures: quantiles of every metric over windows of eight bars. No
music is kept."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

FOLDER = Path(__file__).parent
GENERAL = "general"
WINDOW_BARS = 8
FEWEST = 50  # windows in which a metric must be defined to have a range


@dataclass(frozen=True)
class Distribution:
    """Values of one metric in real music: `quantiles` at 0, 1, ... 100 %."""

    n: int
    quantiles: NDArray[np.float64]  # (101,)

    @property
    def low(self) -> float:
        """A tenth of real music lies below."""
        return float(self.quantiles[10])

    @property
    def high(self) -> float:
        """A tenth of real music lies above."""
        return float(self.quantiles[90])

    def percentile(self, value: float) -> float:
        """Share of real music below a value, 0 to 1; in the middle of the rank where many share the
        value."""
        q = self.quantiles
        left, right = (
            int(np.searchsorted(q, value, "left")),
            int(np.searchsorted(q, value, "right")),
        )
        if left < right:
            return (left + right - 1) / 2 / (len(q) - 1)
        if left in (0, len(q)):
            return left / len(q)
        return float((left - 1 + (value - q[left - 1]) / (q[left] - q[left - 1])) / (len(q) - 1))


@dataclass(frozen=True)
class Reference:
    """The real music of one genre. `title` stands in sentences: "the range of real Bach"."""

    genre: str
    title: str
    windows: int
    pieces: int
    corpora: tuple[str, ...]
    metrics: dict[str, Distribution]


def genres() -> list[str]:
    """Names of all references that are shipped."""
    return sorted(path.stem for path in FOLDER.glob("*.json"))


def reference_of(genre: str) -> Reference:
    """The reference of a genre; that of all music together where there is none of its own."""
    return _read(genre if genre in genres() else GENERAL)


@cache
def _read(genre: str) -> Reference:
    kept = json.loads((FOLDER / f"{genre}.json").read_text())
    metrics = {
        name: Distribution(row["n"], np.array(row["quantiles"]))
        for name, row in kept["metrics"].items()
        if row["n"] >= FEWEST
    }
    return Reference(
        genre, kept["title"], kept["windows"], kept["pieces"], tuple(kept["corpora"]), metrics
    )
