"""Voices of one staff: in each, one chord after the other."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from generation.sheets.grid import Placed

MOST = 4


@dataclass(slots=True)
class Struck:
    """Notes that begin and end together, as written."""

    onset: int
    end: int
    notes: list[Placed]

    def cut(self, end: int) -> None:
        self.end = end
        for one in self.notes:
            one.end = end


def voices_of(placed: Iterable[Placed]) -> list[list[Struck]]:
    """At most `MOST` voices, the highest first where they begin together. What finds no room ends
    where it is written, or is joined to a chord, and sounds as long as it did."""
    voices: list[list[Struck]] = []
    for struck in _chords(placed):
        _give(struck, voices)
    return voices


def _chords(placed: Iterable[Placed]) -> list[Struck]:
    ordered = sorted(placed, key=lambda one: (one.onset, one.end))
    chords = []
    for (onset, end), together in groupby(ordered, key=lambda one: (one.onset, one.end)):
        notes = sorted(together, key=lambda one: one.note.pitch)
        chords.append(Struck(onset, end, notes))
    chords.sort(key=lambda chord: (chord.onset, -chord.notes[-1].note.pitch))
    return chords


def _give(struck: Struck, voices: list[list[Struck]]) -> None:
    for voice in voices:
        if voice[-1].end <= struck.onset:
            voice.append(struck)
            return
    if len(voices) < MOST:
        voices.append([struck])
        return
    for voice in voices:
        if voice[-1].onset == struck.onset:
            voice[-1].notes = sorted(
                [*voice[-1].notes, *struck.notes], key=lambda one: one.note.pitch
            )
            voice[-1].cut(min(voice[-1].end, struck.end))
            return
    first = min(voices, key=lambda voice: voice[-1].end)
    first[-1].cut(struck.onset)
    first.append(struck)
