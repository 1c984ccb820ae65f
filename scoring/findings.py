"""Findings of a report: for each metric that lies outside real music, what a musician can do about
it, and the eight bars in which it is worst."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scoring.finding_words import WORDS
from scoring.reference import WINDOW_BARS

if TYPE_CHECKING:
    from scoring.report import Reading

MOST = 8  # of one report; pages show the first three
Measured = tuple[int, Mapping[str, float | None]]  # a window's first bar, and its metrics


@dataclass(frozen=True)
class Finding:
    """What a musician can act on: a sentence, and the place in the song that it is about, in bars
    of the song counted from 0; `track` is None where it is about all tracks."""

    name: str
    sentence: str
    first_bar: int
    bars: int
    track: int | None = None


def find_outliers(
    readings: Mapping[str, "Reading"], measured: Sequence[Measured], reference: str, bar_count: int
) -> tuple[Finding, ...]:
    """A finding for each counted metric whose typical value lies outside the central 80 % of real
    music, the worst first. `reference` names that music, as in "real pop"."""
    outside = [one for one in readings.values() if one.name in WORDS and _distance(one) > 0]
    outside.sort(key=lambda one: (100.0 if one.score is None else one.score, -_distance(one)))
    found = (_finding(one, measured, reference, bar_count) for one in outside[:MOST])
    return tuple(finding for finding in found if finding is not None)


def _finding(
    reading: "Reading", measured: Sequence[Measured], reference: str, bar_count: int
) -> Finding | None:
    known = [(value, first) for first, row in measured if (value := row[reading.name]) is not None]
    if not known or reading.low is None or reading.high is None:
        return None
    below = _is_below(reading)
    value, first = min(known) if below else max(known, key=lambda one: (one[0], -one[1]))
    words = WORDS[reading.name].below if below else WORDS[reading.name].above
    write = WORDS[reading.name].write
    told = words.format(
        here=write(value),
        real=reference,
        low=write(reading.low),
        high=write(reading.high),
    )
    bars = min(WINDOW_BARS, bar_count - first)
    return Finding(reading.name, f"{_place(first, bars)}: {told}", first, bars)


def _place(first: int, bars: int) -> str:
    return f"Bars {first + 1} to {first + bars}" if bars > 1 else f"Bar {first + 1}"


def _is_below(reading: "Reading") -> bool:
    return reading.typical is not None and reading.low is not None and reading.typical < reading.low


def _distance(reading: "Reading") -> float:
    """How far outside the range of real music a reading lies, in widths of that range; 0 inside,
    and for what is not counted."""
    if not reading.counts or reading.typical is None or reading.low is None:
        return 0.0
    high = reading.low if reading.high is None else reading.high
    outside = max(reading.low - reading.typical, reading.typical - high, 0.0)
    return outside / max(high - reading.low, 1e-6)
