"""What goes into a final board and what comes out, as plain values; computed in
`final_figures.py`."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

VERSION = "1"  # of the final board; another one computes all of them anew


PARTS = ("public", "jury", "metrics")


class Weights(NamedTuple):
    """Of the three parts, in percent."""

    public: int
    jury: int
    metrics: int


class Entrant(NamedTuple):
    key: str
    number: int
    submitted_at: datetime


class Rated(NamedTuple):
    """What the votes say of an entry."""

    rating: float
    low: float
    high: float
    votes: int


@dataclass(frozen=True)
class FinalInputs:
    """Entries by key; `said` is (number of the juror, entry, mean of the levels)."""

    entries: list[Entrant]
    weights: Weights
    rated: dict[str, Rated]
    votes: int
    needed: int
    said: list[tuple[int, str, float]]
    scores: dict[str, float]
    compared: list[str] = field(default_factory=list)  # that are there to compare with


@dataclass(frozen=True)
class Decided:
    """Rows in the order of the board, as columns of `FinalStanding`; and what they have in
    common."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    figures: dict[str, Any] = field(default_factory=dict)
