"""What of a song is heard, as arrays: notes too soft, too short or on a silent track are left out,
silence in front is cut off."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from generation.music.metrics.view import STEP
from generation.music.song import TICKS_PER_QUARTER, Song, Track

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

SOFTEST = 20  # MIDI velocity below which a note is hardly heard in a mix
SHORTEST = TICKS_PER_QUARTER // 16  # ticks: a 64th note
FRAME = 4  # steps of 16ths in a frame of harmony: a quarter
KICK, SNARE, CYMBAL, OTHER = 1, 2, 4, 8
# Of the General MIDI percussion map, notes 35 to 59.
DRUM_BITS = np.full(128, OTHER, np.int64)
DRUM_BITS[[35, 36]] = KICK
DRUM_BITS[[37, 38, 39, 40]] = SNARE
DRUM_BITS[[42, 44, 46, 51, 53, 59]] = CYMBAL


@dataclass(frozen=True)
class Heard:
    """Pitched notes as columns, in order of track, start and falling pitch; times in 16th steps."""

    start: Ints  # (notes,)
    stop: Ints  # (notes,)
    pitch: Ints  # (notes,) MIDI
    track: Ints  # (notes,) 0 and up, without gaps
    drum_start: Ints  # (strokes,)
    drum_bits: Ints  # (strokes,) of DRUM_BITS
    bars: Ints  # (bars + 1,) steps of the bar lines

    @property
    def bar_count(self) -> int:
        return len(self.bars) - 1

    @property
    def steps(self) -> int:
        return int(self.bars[-1])

    @property
    def note_count(self) -> int:
        return len(self.start) + len(self.drum_start)

    @property
    def tracks(self) -> int:
        return int(self.track.max()) + 1 if len(self.track) else 0

    @cached_property
    def bar_of_step(self) -> Ints:
        """The bar of each step (steps + 1,); the last step belongs to the last bar."""
        lengths = np.diff(self.bars)
        bars = np.repeat(np.arange(len(lengths)), lengths)
        return np.append(bars, len(lengths) - 1)

    @cached_property
    def place_of_step(self) -> Ints:
        """How many steps lie between each step and its bar line (steps + 1,)."""
        return np.arange(self.steps + 1) - self.bars[self.bar_of_step]

    @cached_property
    def frames(self) -> Ints:
        """First steps of the frames, a quarter each, counted from each bar line (frames,)."""
        return np.flatnonzero(self.place_of_step[:-1] % FRAME == 0)

    @cached_property
    def frame_of_step(self) -> Ints:
        """The frame of each step (steps + 1,)."""
        begins = np.zeros(self.steps + 1, np.int64)
        begins[self.frames] = 1
        return np.cumsum(begins) - 1

    @cached_property
    def frame_bar(self) -> Ints:
        return self.bar_of_step[self.frames]

    def window(self, first: int, count: int) -> "Heard":
        """`count` bars from bar `first` on: notes that begin there, cut at the end."""
        lines = self.bars[first : first + count + 1]
        inside = (self.start >= lines[0]) & (self.start < lines[-1])
        strokes = (self.drum_start >= lines[0]) & (self.drum_start < lines[-1])
        return Heard(
            self.start[inside] - lines[0],
            np.minimum(self.stop[inside], lines[-1]) - lines[0],
            self.pitch[inside],
            np.unique(self.track[inside], return_inverse=True)[1].reshape(-1),
            self.drum_start[strokes] - lines[0],
            self.drum_bits[strokes],
            lines - lines[0],
        )


def hear(song: Song) -> tuple[Heard, Mapping[str, int], int]:
    """What is heard of a song, how many notes are not, by reason, and how many bars of silence were
    cut off in front."""
    left_out: Counter[str] = Counter()
    kept = [_audible(track, left_out) for track in song.tracks]
    pitched = [
        np.insert(rows, 3, number, axis=1)
        for number, (rows, track) in enumerate(zip(kept, song.tracks, strict=True))
        if len(rows) and not track.drums
    ]
    drums = [rows for rows, track in zip(kept, song.tracks, strict=True) if track.drums]
    notes = np.concatenate(pitched) if pitched else np.zeros((0, 4), np.int64)
    strokes = np.concatenate(drums) if drums else np.zeros((0, 3), np.int64)
    lines = _bar_lines(song, max([0, *notes[:, 2], *strokes[:, 2]]))
    silent = _silent_bars(lines, notes, strokes)
    return _arranged(notes, strokes, lines[silent:]), dict(left_out), silent


def _audible(track: Track, left_out: Counter[str]) -> Ints:
    """Rows (start, pitch, stop) in steps of what one hears of a track."""
    table = np.array(track.notes, np.int64).reshape(-1, 4)
    if not track.volume:
        left_out["notes of a silent track"] += len(table)
        return table[:0, :3]
    soft = table[:, 3] < SOFTEST
    short = ~soft & (table[:, 2] < SHORTEST) & (not track.drums)
    for reason, which in (
        ("notes softer than 20 of 127", soft),
        ("notes shorter than a 64th", short),
    ):
        if which.any():
            left_out[reason] += int(which.sum())
    onset, pitch, length, _ = table[~soft & ~short].T
    start = (onset + STEP // 2) // STEP
    stop = np.maximum(start + 1, (onset + length + STEP // 2) // STEP)
    return np.stack([start, pitch, stop], axis=1)


def _bar_lines(song: Song, end: int) -> Ints:
    """Bar lines in steps, one at or after the end of what is heard included."""
    starts = song.bar_starts(max(end, 1) * STEP)
    width = [meter for meter in song.meters if meter.tick <= starts[-1]][-1].bar_ticks
    lines = np.unique(np.array([*starts, starts[-1] + width], np.int64) // STEP)
    return lines if lines[-1] >= end else np.append(lines, end)


def _silent_bars(lines: Ints, notes: Ints, strokes: Ints) -> int:
    first = min([*notes[:, 0], *strokes[:, 0]], default=0)
    return int(np.searchsorted(lines, first, "right")) - 1


def _arranged(notes: Ints, strokes: Ints, lines: Ints) -> Heard:
    order = np.lexsort((-notes[:, 1], notes[:, 0], notes[:, 3]))
    start, pitch, stop, track = notes[order].T
    first = lines[0]
    numbers = np.unique(track, return_inverse=True)[1].reshape(-1)
    bits = DRUM_BITS[strokes[:, 1]]
    return Heard(
        start - first, stop - first, pitch, numbers, strokes[:, 0] - first, bits, lines - first
    )
