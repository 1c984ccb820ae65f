"""Tables and figures that others have published, as their files give them."""

import csv
from collections.abc import Iterator

import numpy as np
import pytest

from tests.conftest import REPOSITORY

FOLDER = REPOSITORY.parent / "shared" / "oracles"
OUTCOMES = {"left": "a", "right": "b", "tie": "tie"}


def rows(name: str) -> Iterator[list[str]]:
    """The lines of a table, its heading first; the test is skipped on a machine without them."""
    if not FOLDER.is_dir():
        pytest.skip("the oracles (../shared/oracles) are not on this machine")
    with (FOLDER / name).open(newline="") as file:
        yield from csv.reader(file)


def comparisons(name: str) -> list[tuple[str, str, str, int]]:
    """Votes (a, b, outcome, voter), each by a voter of its own."""
    lines = rows(f"evalica-{name}.csv")
    heading = next(lines)
    a, b, winner = (heading.index(column) for column in ("left", "right", "winner"))
    told = [line for line in lines if line]
    return [(line[a], line[b], OUTCOMES[line[winner]], n) for n, line in enumerate(told)]


def golden(name: str, algorithm: str) -> dict[str, float]:
    """The scores that their authors print."""
    lines = rows(f"evalica-{name}-golden.csv")
    return {line[1]: float(line[2]) for line in lines if line and line[0] == algorithm}


def codings() -> np.ndarray:
    """Four people's codes of eleven units, nan where one has given none."""
    return np.array([_numbers(line) for line in rows("evalica-codings.csv")])


def _numbers(line: list[str]) -> list[float]:
    return [float(code or "nan") for code in line]
