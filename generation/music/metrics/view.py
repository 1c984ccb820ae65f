"""One view of a song as arrays, made once and shared by all metrics."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from generation.music.metrics.bar_lines import SIXTEENTH, draw_bar_lines
from generation.music.song import TICKS_PER_QUARTER, Song

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

STEPS_PER_BEAT = 4  # the 16th grid; a beat is a quarter note in every metre
STEP = SIXTEENTH
FINE = TICKS_PER_QUARTER // 24  # the grid of MuseGAN and muspy, 24 steps a quarter
ONSET, LENGTH, PITCH, TRACK, START, STOP = range(6)
Found = TypeVar("Found")


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
        tables = [_table(track.notes) for track in chosen]
        lines = draw_bar_lines(song.meters, song.end, bars or 0)
        return cls.of_tables(tables, [track.drums for track in chosen], lines)

    @classmethod
    def of_tables(cls, tables: Sequence[Ints], drums: Sequence[bool], lines: Ints) -> "View":
        """The view of tracks that are arrays already, (notes, 4) each: onset, pitch, length,
        velocity. `lines` are steps, as `draw_bar_lines` makes them."""
        sizes = np.array([len(table) for table in tables], np.int64)
        track = np.repeat(np.arange(len(tables)), sizes)
        rows = _rows(np.concatenate([_table(()), *tables]), track)
        hits = np.repeat(np.array(drums, bool), sizes)
        return cls(_chosen(rows, ~hits), _chosen(rows, hits), len(tables), lines)

    def once(self, find: Callable[["View"], Found]) -> Found:
        """What a function finds in this view, made once: for what several formulas share."""
        if find not in self._found:
            self._found[find] = find(self)
        found: Found = self._found[find]
        return found

    @cached_property
    def _found(self) -> dict[Callable[["View"], Any], Any]:
        return {}

    def window(self, first: int, count: int) -> "View":
        """The view of `count` bars from bar `first` on; notes that begin inside stay and are cut at
        its end."""
        lines = self.bars[first : first + count + 1]
        return View(_cut(self.notes, lines), _cut(self.drums, lines), self.tracks, lines - lines[0])

    def holding(self, notes: Ints) -> "View":
        """The same bars with these pitched notes alone, no drums."""
        return View(notes, self.drums[:0], self.tracks, self.bars)

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
        return self.count_sounding(self.notes[:, START], self.notes[:, STOP], self.steps)

    @cached_property
    def _by_pitch(self) -> Ints:
        """The order of the notes by pitch, those of one pitch by onset."""
        in_time = np.argsort(self.notes[:, ONSET], kind="stable")
        # Small numbers are sorted by their digits, in one pass.
        return in_time[np.argsort(self.pitch[in_time].astype(np.uint8), kind="stable")]

    def count_sounding(self, start: Ints, stop: Ints, steps: int) -> Ints:
        """How many different pitches sound in each step of any grid (steps,), on which the notes
        begin and end so."""
        order = self._by_pitch
        place = self.pitch[order] * (steps + 2)  # each pitch on a stretch of its own
        start, stop = start[order], stop[order]
        reach = np.maximum.accumulate(place + stop)
        # What overlaps a note of its own pitch counts once: only the part beyond what already
        # sounds.
        start[1:] = np.maximum(start[1:], reach[:-1] - place[1:])
        return _spans(np.minimum(start, stop), stop, np.zeros_like(start), steps, 1)[:, 0]

    def fine(self, rows: Ints) -> tuple[Ints, Ints]:
        """When the rows begin and end on muspy's usual grid, 24 a quarter, to the nearest."""
        onset = rows[:, ONSET]
        return (onset + FINE // 2) // FINE, (onset + rows[:, LENGTH] + FINE // 2) // FINE

    @cached_property
    def roll(self) -> NDArray[np.bool_]:
        """Which pitches sound in each step (steps, 128), all pitched tracks merged."""
        spans = _spans(self.notes[:, START], self.notes[:, STOP], self.pitch, self.steps, 128)
        return np.asarray(spans > 0)

    @cached_property
    def classes(self) -> NDArray[np.bool_]:
        """Which pitch classes sound in each step (steps, 12), all pitched tracks merged."""
        return fold_octaves(self.roll)

    @cached_property
    def places(self) -> Ints:
        """How many steps lie between each step and its bar line (steps,)."""
        return np.arange(self.steps) - np.repeat(self.bars[:-1], np.diff(self.bars))

    @cached_property
    def beats(self) -> Ints:
        """Steps at which a beat of a bar begins; the last of a bar may be shorter."""
        return np.flatnonzero(self.places % STEPS_PER_BEAT == 0)

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
        present, number = np.unique(self.notes[:, TRACK], return_inverse=True)
        beats = -(-self.steps // STEPS_PER_BEAT)
        column = 12 * number + self.pitch % 12
        start, stop = self.notes[:, START], self.notes[:, STOP]
        spans = _spans(start, stop, column, beats * STEPS_PER_BEAT, 12 * len(present))
        sums = spans.reshape(beats, STEPS_PER_BEAT, -1).sum(axis=1).astype(np.float64)
        return {int(track): sums[:, 12 * place : 12 * place + 12]
                for place, track in enumerate(present)}  # fmt: skip

    def touched(self, rows: Ints) -> NDArray[np.bool_]:
        """The steps (steps,) in which any of the rows sounds."""
        return np.asarray(self._covered(rows[:, START], rows[:, STOP]) > 0)

    def touched_by_track(self, rows: Ints) -> NDArray[np.bool_]:
        """The steps in which each track's rows sound (steps, tracks)."""
        start, stop, track = rows[:, START], rows[:, STOP], rows[:, TRACK]
        return np.asarray(_spans(start, stop, track, self.steps, self.tracks) > 0)

    def _covered(self, start: Ints, stop: Ints) -> Ints:
        return _spans(start, stop, np.zeros(len(start), np.int64), self.steps, 1)[:, 0]


def fold_octaves(roll: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which pitch classes sound (steps, 12), of which pitches do (steps, 128)."""
    padded = np.pad(roll, ((0, 0), (0, 4)))
    return np.asarray(padded.reshape(len(roll), -1, 12).any(1))


def _table(notes: Iterable[tuple[int, int, int, int]]) -> Ints:
    """Notes as rows (notes, 4): onset, pitch, length, velocity."""
    return np.fromiter(chain.from_iterable(notes), np.int64).reshape(-1, 4)


def _rows(table: Ints, track: Ints) -> Ints:
    onset, pitch, length = table[:, 0], table[:, 1], table[:, 2]
    start = (onset + STEP // 2) // STEP
    stop = np.maximum(start + 1, (onset + length + STEP // 2) // STEP)
    return np.stack([onset, length, pitch, track, start, stop]).T


def _chosen(rows: Ints, flags: NDArray[np.bool_]) -> Ints:
    """A copy of some of the rows whose columns, which formulas read, lie together in memory."""
    return np.compress(flags, rows.T, axis=1).T


def _cut(rows: Ints, lines: Ints) -> Ints:
    first, last = lines[0], lines[-1]
    kept = _chosen(rows, (rows[:, START] >= first) & (rows[:, START] < last))
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
