"""Drum patterns, written as one sign a sixteenth for each drum, and how a drummer reads them: fills
before a phrase ends, a crash where a section begins."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from generation.arranger.patterns import first_step
from generation.arranger.sheet import SECTION, Bar, Sheet
from generation.codecs.monophonic import DRUMS

NAMES = dict(zip("khHslmtcr", (0, 2, 3, 1, 4, 5, 6, 7, 8), strict=True))
# k kick, h hat, H open hat, s snare, l m t toms from low to high, c crash, r ride
Pattern = Mapping[str, str]
FULL_BAR = 16
PLAIN = 0.25  # of the bars that end a phrase have no fill
UPBEATS = 1000  # seeds are no negative numbers, as an upbeat's is


class Beats(NamedTuple):
    """Patterns for bars of four quarters, of three, and of two beats of three eighths; fills for
    the last bar of a phrase."""

    four: Sequence[Pattern]
    three: Sequence[Pattern]
    six: Sequence[Pattern]
    fills: Sequence[Pattern] = ()


def play_drums(beats: Beats, sheet: Sheet, purpose: int, crash: bool = True) -> NDArray[np.bool_]:
    """(D, T)."""
    strokes = np.zeros((DRUMS, sheet.grid.steps), bool)
    for bar in sheet.played_bars():
        lay(strokes, bar, choose(beats, sheet, bar, purpose))
        if crash and bar.number >= 0 and bar.number % SECTION == 0:
            strokes[NAMES["c"], bar.start] = True
    strokes[:, : first_step(sheet)] = False
    strokes[:, sheet.finish :] = False
    strokes[NAMES["k"], sheet.finish] = True
    strokes[NAMES["c" if crash else "r"], sheet.finish] = True
    return strokes


def choose(beats: Beats, sheet: Sheet, bar: Bar, purpose: int) -> Pattern:
    quarters = bar.size // 4
    kind = beats.six if bar.compound else beats.three if quarters % 3 == 0 else beats.four
    plain = kind[sheet.pick(len(kind), bar, purpose)]
    fits = beats.fills and bar.size == FULL_BAR and not bar.compound
    luck = sheet.draw(purpose, bar.number + UPBEATS)
    if not fits or not bar.ends_phrase or luck.random() < PLAIN:
        return plain
    return break_off(plain, beats.fills[int(luck.integers(len(beats.fills)))])


def break_off(plain: Pattern, fill: Pattern) -> Pattern:
    """A bar whose second half is a fill."""
    rest = "." * FULL_BAR
    half = FULL_BAR // 2
    drums = {*plain, *fill}
    return {drum: plain.get(drum, rest)[:half] + fill.get(drum, rest[:half]) for drum in drums}


def lay(strokes: NDArray[np.bool_], bar: Bar, pattern: Pattern) -> None:
    for drum, row in pattern.items():
        signs = (row * (bar.size // len(row) + 1))[: bar.size]
        hits = [bar.start + place for place, sign in enumerate(signs) if sign != "."]
        strokes[NAMES[drum], hits] = True
