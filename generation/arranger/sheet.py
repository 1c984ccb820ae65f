"""What a style plays from: the melody with its chords, bars, phrases and the last chord to hold."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from generation.codecs.grid import Grid
from generation.codecs.monophonic import LOWEST, REST, Line
from generation.harmony.symbols import Chord
from generation.music.theory import Key

BEAT, PHRASE, SECTION = 4, 4, 8  # steps; bars


class Bar(NamedTuple):
    """Steps `start` to `stop`; beats of three eighths if compound; `number` counts from the bar
    that opens the first phrase, below 0 for an upbeat."""

    start: int
    stop: int
    compound: bool
    number: int

    @property
    def size(self) -> int:
        return self.stop - self.start

    @property
    def ends_phrase(self) -> bool:
        return self.number % PHRASE == PHRASE - 1


class Playing(NamedTuple):
    """Voices of a band or a choir, and strokes (D, T) of its drums, if it has any."""

    lines: list[Line]
    strokes: NDArray[np.bool_] | None = None


@dataclass(frozen=True)
class Sheet:
    """A melody on a grid, its chords without gaps, and the seed that draws patterns."""

    melody: Line
    chords: list[Chord]
    grid: Grid
    key: Key
    seed: int = 0

    @cached_property
    def bars(self) -> list[Bar]:
        starts = np.flatnonzero(np.diff(self.grid.bar, prepend=-1)).tolist()
        stops = [*starts[1:], self.grid.steps]
        first = 0 if 2 * self.entry < stops[0] else 1
        return [
            Bar(start, stop, self.is_compound(start, stop), number - first)
            for number, (start, stop) in enumerate(zip(starts, stops, strict=True))
        ]

    def is_compound(self, start: int, stop: int) -> bool:
        """Whether steps of a beat are not alike: three eighths are laid on four of them."""
        return bool(np.ptp(np.diff(self.grid.ticks[start : stop + 1])) > 1)

    @cached_property
    def entry(self) -> int:
        """The step at which the melody begins."""
        sounding = np.flatnonzero(self.melody.state != REST)
        return int(sounding[0]) if len(sounding) else 0

    @cached_property
    def finish(self) -> int:
        """The step from which the last chord is held: that of the last note on a beat, where it has
        the last chord."""
        begun = np.flatnonzero(self.melody.change & (self.melody.state != REST))
        last = int(begun[-1]) if len(begun) else 0
        return max(last - last % BEAT, self.runs[-1].start)

    @cached_property
    def runs(self) -> list[Chord]:
        """Chords that go on are one."""
        found: list[Chord] = []
        for chord in self.chords:
            if found and found[-1].symbol == chord.symbol:
                found[-1] = found[-1]._replace(stop=chord.stop)
            else:
                found.append(chord)
        return found

    @cached_property
    def places(self) -> NDArray[np.int64]:
        """(T,) which of the chords each step has."""
        sizes = [chord.stop - chord.start for chord in self.chords]
        return np.repeat(np.arange(len(self.chords)), sizes)

    def chord_at(self, step: int) -> Chord:
        return self.chords[int(self.places[min(step, len(self.places) - 1)])]

    def draw(self, *purpose: int) -> np.random.Generator:
        """Luck for one purpose, whatever the others have used."""
        return np.random.default_rng([self.seed, *purpose])

    def pick(self, choices: int, bar: Bar, purpose: int) -> int:
        """One of so many patterns for the section of a bar: two of them take turns."""
        first, second = self.draw(purpose).permutation(max(choices, 2))[:2] % choices
        return int(second if bar.number // SECTION % 2 else first)

    def sing(self, start: int, stop: int) -> NDArray[np.int64]:
        """(12,) steps for which each pitch class is sung."""
        state = self.melody.state[start:stop].astype(int)
        return np.bincount((state[state != REST] - 1 + LOWEST) % 12, minlength=12)

    def played_bars(self) -> Iterator[Bar]:
        """Bars from the first chord on up to the one that holds the last."""
        return (bar for bar in self.bars if bar.start < self.finish and bar.stop > self.entry)
