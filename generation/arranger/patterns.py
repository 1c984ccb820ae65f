"""Patterns of a bar, written as one sign a sixteenth, and how a player reads them over chords.

"." goes on, "-" rests. Of bass: "b" the bass of the chord, "1" its root, "3" "5" "7" its tones, "8"
the root above, "a" a step to the next chord's bass. Of comping: "x" all voices, "l" "m" "h" one of
them, "w" the two upper ones. Where a chord changes under a note that goes on, the note is struck
anew.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generation.arranger.sheet import Bar, Sheet
from generation.codecs.monophonic import Cell

VOICES = {"x": (0, 1, 2), "w": (1, 2), "l": (0,), "m": (1,), "h": (2,), "k": (0, 2)}
GO_ON, REST = ".", "-"


class Meters(NamedTuple):
    """Patterns for bars of four quarters, of three, and of two beats of three eighths: (eighths on
    the first three steps of each beat)."""

    four: Sequence[str]
    three: Sequence[str]
    six: Sequence[str]


class Sign(NamedTuple):
    step: int
    sign: str


def choose_pattern(meters: Meters, sheet: Sheet, bar: Bar, purpose: int) -> str:
    """The pattern of a bar, cut or said again to its length."""
    beats = bar.size // 4
    kind = meters.six if bar.compound else meters.three if beats % 3 == 0 else meters.four
    pattern = kind[sheet.pick(len(kind), bar, purpose)]
    return (pattern * (bar.size // len(pattern) + 1))[: bar.size]


def read_bars(meters: Meters, sheet: Sheet, purpose: int) -> Iterator[Sign]:
    """What stands at each step from the entry to the last chord."""
    for bar in sheet.played_bars():
        pattern = choose_pattern(meters, sheet, bar, purpose)
        for place, sign in enumerate(pattern):
            step = bar.start + place
            if first_step(sheet) <= step < sheet.finish:
                yield Sign(step, sign)


def first_step(sheet: Sheet) -> int:
    """The beat on which a band comes in: the first bar line, unless the melody has none before
    it."""
    bars = [bar.start for bar in sheet.bars if bar.number >= 0]
    return bars[0] if bars and bars[0] < sheet.finish else sheet.entry


def strike(signs: Iterator[Sign], sheet: Sheet, anew: str = "") -> Iterator[tuple[int, int, str]]:
    """(start, stop, sign) of what sounds: up to the next sign, a rest, or a change of chord, where
    the same sign, or `anew`, is struck."""
    held: tuple[int, str] | None = None
    before = None
    for step, sign in signs:
        chord = sheet.chord_at(step).symbol
        changed = before is not None and chord != before
        before = chord
        if sign == GO_ON and not (changed and held):
            continue
        if held:
            yield held[0], step, held[1]
        fresh = (anew or held[1]) if held and sign == GO_ON else sign
        held = None if fresh == REST else (step, fresh)
    if held:
        yield held[0], sheet.finish, held[1]


def play_comping(
    meters: Meters, sheet: Sheet, voicings: Sequence[Sequence[int]], purpose: int
) -> list[list[Cell]]:
    """Three voices, low to high; `voicings` are those of the chords of the sheet."""
    cells: list[list[Cell]] = [[], [], []]
    for start, stop, sign in strike(read_bars(meters, sheet, purpose), sheet):
        pitches = voicings[int(sheet.places[start])]
        for voice in VOICES[sign]:
            cells[voice].append(Cell(start, stop, pitches[voice]))
    for voice, pitch in enumerate(voicings[-1]):
        cells[voice].append(Cell(sheet.finish, sheet.grid.steps, pitch))
    return cells
