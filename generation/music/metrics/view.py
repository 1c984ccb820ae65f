"""One view of a song as arrays, made once and shared by all metrics."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from generation.music.song import TICKS_PER_QUARTER, Song

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

STEPS_PER_BEAT = 4  # the 16th grid; a beat is a quarter note in every metre
STEP = TICKS_PER_QUARTER // STEPS_PER_BEAT
ONSET, LENGTH, PITCH, TRACK, START, STOP = range(6)


@dataclass(frozen=True)
class View:
    """Notes as rows, pitched and drum tracks apart, and the bar lines. Grid columns are in 16th
    steps.

    Rows are (onset in ticks, length in ticks, pitch, track, first step, step after the last).
    """

    notes: Ints  # (notes, 6) of the pitched tracks
    drums: Ints  # (hits, 6) of the drum tracks
    tracks: int  # all tracks that have a place in the song, empty ones too
    bars: Ints  # (bars + 1,) steps of the bar lines, the end of the last bar included

    @classmethod
    def of(cls, song: Song, bars: int | None = None, tracks: Sequence[int] | None = None) -> "View":
        """The view of a whole song; with `bars` it is at least so long, the rest silent.

        With `tracks` it holds only these, between the bar lines of the whole song.
        """
        chosen = song.tracks if tracks is None else [song.tracks[number] for number in tracks]
        rows = [_rows(track.notes, number) for number, track in enumerate(chosen)]
        pitched = [r for r, track in zip(rows, chosen, strict=True) if not track.drums]
        drums = [r for r, track in zip(rows, chosen, strict=True) if track.drums]
        return cls(_stacked(pitched), _stacked(drums), len(chosen), _bar_lines(song, bars or 0))

    def window(self, first: int, count: int) -> "View":
        """The view of `count` bars from bar `first` on; notes that begin inside stay and are cut at
        its end."""
        lines = self.bars[first : first + count + 1]
        return View(_cut(self.notes, lines), _cut(self.drums, lines), self.tracks, lines - lines[0])

    @property
    def bar_count(self) -> int:
        return max(0, len(self.bars) - 1)

    @property
    def steps(self) -> int:
        """Steps up to the end of the last bar."""
        return int(self.bars[-1]) if len(self.bars) else 0

    @property
    def note_count(self) -> int:
        return len(self.notes) + len(self.drums)

    @property
    def pitch(self) -> Ints:
        return self.notes[:, PITCH]

    @cached_property
    def pitch_counts(self) -> Ints:
        """How many notes have each pitch (128,)."""
        return np.bincount(self.pitch, minlength=128)

    @cached_property
    def class_counts(self) -> Ints:
        """How many notes have each pitch class (12,)."""
        return np.bincount(self.pitch % 12, minlength=12)

    @cached_property
    def class_lengths(self) -> Floats:
        """Ticks for which each pitch class sounds (12,)."""
        return np.bincount(self.pitch % 12, self.notes[:, LENGTH].astype(float), 12).astype(float)

    @cached_property
    def polyphony(self) -> Ints:
        """How many different pitches sound in each step (steps,), all pitched tracks merged."""
        rows = self.notes[np.lexsort((self.notes[:, START], self.notes[:, PITCH]))]
        place = rows[:, PITCH] * (self.steps + 2)  # each pitch on a stretch of its own
        reach = np.maximum.accumulate(place + rows[:, STOP]) if len(rows) else place
        before = np.append(-1, reach[:-1])[: len(rows)]
        # What overlaps a note of its own pitch counts once: only the part beyond what already
        # sounds.
        start = np.maximum(place + rows[:, START], before) - place
        fresh = start < rows[:, STOP]
        return self._covered(start[fresh], rows[fresh, STOP])

    @cached_property
    def roll(self) -> NDArray[np.bool_]:
        """Which pitches sound in each step (steps, 128), all pitched tracks merged."""
        spans = _spans(self.notes[:, START], self.notes[:, STOP], self.pitch, self.steps, 128)
        return np.asarray(spans > 0)

    @cached_property
    def places(self) -> Ints:
        """How many steps lie between each step and its bar line (steps,)."""
        return np.arange(self.steps) - np.repeat(self.bars[:-1], np.diff(self.bars))

    def places_of(self, rows: Ints) -> Ints:
        """Where in its bar each of the rows begins, in steps."""
        return self.places[np.minimum(rows[:, START], self.steps - 1)]

    @cached_property
    def chroma(self) -> dict[int, Floats]:
        """For each pitched track with notes, steps for which each pitch class sounds in each beat
        (beats, 12).

        Octaves are folded: a reshape to (..., 12) that groups neighbours instead is a known fault
        of older code.
        """
        return {int(track): self._encode_chroma(self.notes[self.notes[:, TRACK] == track])
                for track in np.unique(self.notes[:, TRACK])}  # fmt: skip

    def _encode_chroma(self, notes: Ints) -> Floats:
        beats = -(-self.steps // STEPS_PER_BEAT)
        steps = beats * STEPS_PER_BEAT
        spans = _spans(notes[:, START], notes[:, STOP], notes[:, PITCH] % 12, steps, 12)
        return np.asarray(spans.reshape(beats, STEPS_PER_BEAT, 12).sum(axis=1), np.float64)

    def touched(self, rows: Ints) -> NDArray[np.bool_]:
        """The steps (steps,) in which any of the rows sounds."""
        return np.asarray(self._covered(rows[:, START], rows[:, STOP]) > 0)

    def _covered(self, start: Ints, stop: Ints) -> Ints:
        return _spans(start, stop, np.zeros(len(start), np.int64), self.steps, 1)[:, 0]


def _rows(notes: tuple[tuple[int, int, int, int], ...], track: int) -> Ints:
    table = np.array(notes, np.int64).reshape(-1, 4)
    onset, pitch, length = table[:, 0], table[:, 1], table[:, 2]
    start = (onset + STEP // 2) // STEP
    stop = np.maximum(start + 1, (onset + length + STEP // 2) // STEP)
    return np.stack([onset, length, pitch, np.full(len(table), track), start, stop], axis=1)


def _stacked(rows: list[Ints]) -> Ints:
    return np.concatenate(rows) if rows else np.zeros((0, 6), np.int64)


def _bar_lines(song: Song, bars: int) -> Ints:
    """Bar lines in steps; the last is the first at or after the end of the song."""
    starts, bar = song.bar_starts(), song.meters[-1].bar_ticks
    if song.end:
        starts.append(starts[-1] + [m for m in song.meters if m.tick <= starts[-1]][-1].bar_ticks)
    while len(starts) < bars + 1:
        starts.append(starts[-1] + bar if starts else 0)
    # A bar shorter than a step is no bar here; the last one holds the last note, however short the
    # metre.
    lines: Ints = np.unique(np.array(starts, np.int64) // STEP)
    return _closed(lines, song.end) if song.end else lines


def _closed(lines: Ints, end: int) -> Ints:
    last = max(1, -(-end // STEP))
    return lines if lines[-1] >= last else np.concatenate([lines[lines < last], [last]])


def _cut(rows: Ints, lines: Ints) -> Ints:
    first, last = lines[0], lines[-1]
    kept: Ints = rows[(rows[:, START] >= first) & (rows[:, START] < last)].copy()
    kept[:, STOP] = np.minimum(kept[:, STOP], last)
    kept[:, LENGTH] = np.minimum(kept[:, LENGTH], last * STEP - kept[:, ONSET])
    kept[:, ONSET] -= first * STEP
    kept[:, [START, STOP]] -= first
    return kept


def _spans(start: Ints, stop: Ints, column: Ints, steps: int, columns: int) -> Ints:
    """How many spans cover each cell (steps, columns): +1 where one starts, -1 where it stops, then
    running sums."""
    cells = (steps + 1) * columns
    stop = np.minimum(stop, steps)
    start = np.minimum(start, steps)
    change = np.bincount(start * columns + column, minlength=cells) - np.bincount(
        stop * columns + column, minlength=cells
    )
    return np.asarray(np.cumsum(change.reshape(steps + 1, columns)[:steps], axis=0))
