"""Song <-> steps: a grid of sixteenths laid over the song's own bars, whatever their meter and
tempo.

Only the network's view of the melody is put on the grid; the song's own notes are never touched.
"""

from collections.abc import Iterable, Iterator
from itertools import chain, product
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from generation.codecs.meter import STEPS_PER_BEAT
from generation.codecs.monophonic import Cell, Line, encode_skyline
from generation.music.song import TICKS_PER_QUARTER, Note, Song

STEP_TICKS = TICKS_PER_QUARTER // STEPS_PER_BEAT
FULL_BAR = 16
# A beat of three eighths takes four steps in a shuffle: the eighths fall on steps 0, 1 and 2, the
# last step between.
SHUFFLE = (0, 1 / 3, 2 / 3, 5 / 6)


class Grid(NamedTuple):
    """T steps over whole bars of a song."""

    # (T + 1,) where each step begins; the last entry is where the grid ends
    ticks: NDArray[np.int64]
    position: NDArray[np.int16]  # (T,) steps since the bar line
    length: NDArray[np.int16]  # (T,) steps of the bar
    bar: NDArray[np.int32]  # (T,) number of the bar, from 0

    @property
    def steps(self) -> int:
        return len(self.position)

    def step_at(self, tick: int) -> int:
        """The step that begins nearest to `tick`; T for anything after the last."""
        after = int(np.searchsorted(self.ticks, tick))
        if after == 0 or after == len(self.ticks):
            return min(after, self.steps)
        return after - 1 if tick - self.ticks[after - 1] < self.ticks[after] - tick else after


def build_grid(song: Song, start: int, stop: int) -> Grid:
    """Steps over the whole bars of `song` that hold the ticks from `start` up to, not including,
    `stop`."""
    bars = [(a, b, compound) for a, b, compound in walk_bars(song, stop) if b > start]
    begins = [split_bar(*bar) for bar in bars]
    sizes = [len(steps) for steps in begins]
    ticks = np.array([*chain.from_iterable(begins), bars[-1][1]], np.int64)
    position = np.concatenate(
        [
            offset + np.arange(size)
            for size, offset in zip(sizes, offset_half_bars(sizes), strict=True)
        ]
    )
    length = np.repeat([FULL_BAR if size == FULL_BAR // 2 else size for size in sizes], sizes)
    bar = np.repeat(np.arange(len(sizes)), sizes)
    return Grid(ticks, position.astype(np.int16), length.astype(np.int16), bar.astype(np.int32))


def offset_half_bars(sizes: list[int]) -> list[int]:
    """Bars of half size (2/4, 6/8) are counted in twos, as the training music counts in four: 0, 8,
    0, 8, ..."""
    offsets: list[int] = []
    previous = 0
    for size in sizes:
        second = size == FULL_BAR // 2 and bool(offsets) and previous == size and offsets[-1] == 0
        offsets.append(FULL_BAR // 2 if second else 0)
        previous = size
    return offsets


def walk_bars(song: Song, stop: int) -> Iterator[tuple[int, int, bool]]:
    """(first tick, end tick, compound meter) of each bar that begins before `stop`; a meter change
    ends a bar early."""
    for meter, following in zip(song.meters, [*song.meters[1:], None], strict=True):
        compound = meter.numerator > 3 and meter.numerator % 3 == 0 and meter.denominator >= 8
        limit = stop if following is None else min(stop, following.tick)
        for tick in range(meter.tick, limit, meter.bar_ticks):
            end = tick + meter.bar_ticks
            yield tick, end if following is None else min(end, following.tick), compound


def split_bar(start: int, stop: int, compound: bool) -> list[int]:
    """Ticks at which the steps of one bar begin."""
    if not compound:
        return list(range(start, stop, STEP_TICKS))
    beat = TICKS_PER_QUARTER * 3 // 2
    ticks = (tick + round(beat * part) for tick, part in product(range(start, stop, beat), SHUFFLE))
    return [tick for tick in ticks if tick < stop]


def encode_track(notes: Iterable[Note], grid: Grid) -> Line:
    """A track as the network's input: its skyline, each note at the nearest step and at least a
    step long."""
    cells = []
    for note in notes:
        start = min(grid.step_at(note.onset), grid.steps - 1)
        cells.append(Cell(start, max(start + 1, grid.step_at(note.end)), note.pitch))
    return encode_skyline(cells, grid.steps)


def count_sixteenths(song: Song, track: int) -> int:
    """Sixteenths from the first note of the track to its end."""
    notes = song.tracks[track].notes
    return max(1, (song.tracks[track].end - notes[0].onset) // STEP_TICKS)
