"""The chords that somebody wrote over a song, laid on its grid."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from generation.codecs.grid import Grid
from generation.music.chord_symbols import WrittenChord, read_symbol
from generation.music.song import ChordSign

NOWHERE = -1


@dataclass(frozen=True)
class Chart:
    """Chords in order, None for N.C., and which of them holds at each of T steps: `NOWHERE` before
    the first."""

    chords: list[WrittenChord | None]
    place: NDArray[np.int64]  # (T,)

    @property
    def told(self) -> NDArray[np.bool_]:
        """(T,) where something is written, N.C. too."""
        return self.place != NOWHERE

    @cached_property
    def tones(self) -> NDArray[np.bool_]:
        """(T, 12) pitch classes of the chord that holds, its bass among them."""
        table = np.zeros((len(self.chords) + 1, 12), bool)  # the last row is that of `NOWHERE`
        for row, chord in zip(table, self.chords, strict=False):
            if chord:
                row[[*chord.classes, chord.bass]] = True
        return table[self.place]

    @cached_property
    def basses(self) -> NDArray[np.bool_]:
        """(T, 12) the pitch class of its bass alone."""
        table = np.zeros((len(self.chords) + 1, 12), bool)
        for row, chord in zip(table, self.chords, strict=False):
            if chord:
                row[chord.bass] = True
        return table[self.place]

    @property
    def begins(self) -> NDArray[np.bool_]:
        """(T,) where a chord begins that is not the one before it."""
        numbers = [self.chords.index(chord) for chord in self.chords]  # of equals the first
        now = np.array([*numbers, NOWHERE])[self.place]
        return (np.diff(now, prepend=NOWHERE) != 0) & self.tones.any(1)

    def move(self, semitones: int) -> "Chart":
        """The chords in another key."""
        return replace(self, chords=[chord and chord.move(semitones) for chord in self.chords])


def lay_chart(signs: Sequence[ChordSign], grid: Grid) -> Chart:
    """Each sign holds from the step nearest to it."""
    starts = np.array([grid.step_at(sign.onset) for sign in signs], np.int64)
    place = np.searchsorted(starts, np.arange(grid.steps), "right") - 1
    return Chart([read_symbol(sign.symbol) for sign in signs], place)
