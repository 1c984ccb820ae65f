"""What a network plays, held against real music: the range of each measure in music that it never
saw, and one distance with an interval."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from generation.catalogue import write_card
from generation.evaluation.distance import measure_distance, measure_real_distance
from generation.evaluation.twosample import Rows
from generation.training.trainee import Figures

REAL = "real.json"
PERCENTILES = {"low": 10, "median": 50, "high": 90}
DIGITS = 4


class Ruler:
    """The measures of real passages; without any, nothing can be said."""

    def __init__(self, real: Sequence[Figures] = ()) -> None:
        self.names = list(real[0]) if real else []
        self.real = self.tabulate(real)

    def tabulate(self, passages: Sequence[Figures]) -> Rows:
        """Each passage is a song of its own."""
        columns = [self.read_column(name, passages) for name in self.names]
        numbers = np.arange(len(passages))
        table = np.array(columns, np.float64).reshape(len(self.names), len(passages)).T
        return Rows(table, numbers, numbers)

    def read_column(self, name: str, passages: Sequence[Figures]) -> list[float]:
        return [value_of(each[name]) for each in passages]

    def describe(self) -> dict[str, dict[str, float]]:
        """The range of each measure that real music has."""
        found = {}
        for name, column in zip(self.names, self.real.figures.T, strict=True):
            known = column[~np.isnan(column)]
            if len(known):
                found[name] = describe_column(known)
        return found

    def judge(self, takes: Sequence[Figures]) -> dict[str, Any]:
        """Of some takes the mean of each measure, and how far all of them lie from real music."""
        if not takes:
            return {}
        made = self.tabulate(takes) if self.names else None
        measures = {name: average(self.read_column(name, takes)) for name in takes[0]}
        return {"measures": measures, "distance": made and self.measure(made)}

    def measure(self, made: Rows) -> dict[str, float]:
        """Mean over the measures of how many deviations of real music lie between the means, with
        an interval of 95 % over takes drawn anew."""
        found = measure_distance(self.real, made)
        return {name: round(value, DIGITS) for name, value in found._asdict().items()}

    def measure_floor(self) -> dict[str, float] | None:
        """How far one half of the real passages lies from the other: less can nobody ask."""
        found = measure_real_distance(self.real) if self.names else None
        return found and {name: round(value, DIGITS) for name, value in found._asdict().items()}

    def write(self, folder: Path) -> None:
        """`real.json`; nothing where no passage of real music is long enough."""
        if self.names and not (folder / REAL).exists():
            write_card(folder / REAL, self.describe())


def describe_column(known: NDArray[np.float64]) -> dict[str, float]:
    return {
        word: round(float(np.percentile(known, at)), DIGITS) for word, at in PERCENTILES.items()
    }


def value_of(figure: float | None) -> float:
    return np.nan if figure is None else figure


def average(values: Sequence[float]) -> float | None:
    """Of what is defined."""
    known = [value for value in values if value == value]
    return round(float(np.mean(known)), DIGITS) if known else None
