"""Tasks for the Transformer, a whole batch at once: carry on, fill a gap, or add a track.

Letters: B windows, n notes of all windows together.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.random import Generator as Random
from numpy.typing import NDArray

from generation.codecs.score import DRUM_PITCH, FASTEST, SLOTS, Score
from generation.techniques.transformer.packed_scores import PackedScores
from generation.techniques.transformer.packing import unpack_work
from generation.techniques.transformer.windows import ANY, Task
from generation.training.packs import ragged

ON, GAP, TRACK = range(3)  # kinds of tasks
SHARES = (0.6, 0.2, 0.2)
TRANSPOSED = 6  # semitones, at most, up or down
STRETCHED = 0.12  # tempo: at most this much faster or slower
LOWEST, HIGHEST = 21, 108  # pitches that transposition does not leave: those of a piano

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


class Tasks(NamedTuple):
    """What is known, what is to be played, and where; (B,) but for `played`."""

    work: Ints
    first: Ints  # number of the first note among all notes
    length: Ints  # notes of the window
    shift: Ints  # semitones
    qpm: Ints  # quarters a minute
    genre: Ints
    origin: Ints  # step from which times are counted
    start: Ints  # step from which the network plays
    stop: Ints  # step at which its part ends; -1 where that is not told
    finished: Flags  # whether it is to say that its part has ended
    played: Flags  # (n,) which notes are to be played; the others are given

    @property
    def notes(self) -> Ints:
        """(n,) numbers of the notes among all notes."""
        return ragged(self.first, self.length)

    @property
    def window(self) -> Ints:
        """(n,) number of each note's window."""
        return np.repeat(np.arange(len(self.length)), self.length)


def sample_tasks(
    scores: PackedScores,
    count: int,
    limit: int,
    random: Random,
    shares: Sequence[float] = SHARES,
) -> Tasks:
    """Random windows of about `limit` notes, transposed, faster or slower, and what is to be done
    with each."""
    work = scores.draw_works(count, random)
    begin, total = scores.offsets[work], np.diff(scores.offsets)[work]
    at = np.where(random.random(count) < 0.2, 0, random.integers(np.maximum(1, total - limit // 3)))
    origin = scores.places.bar_line[begin + at].astype(np.int64)
    first = scores.first_of_bar[scores.places.bar_rank[begin + at]]
    notes_left = begin + total - first
    length, whole = np.minimum(limit, notes_left), limit >= notes_left
    notes, window = ragged(first, length), np.repeat(np.arange(count), length)
    genre = np.where(random.random(count) < 0.2, ANY, scores.genre[work]).astype(np.int64)
    tempo = scores.tempo(work, origin)
    qpm = np.clip(
        np.round(tempo * (1 + STRETCHED * (2 * random.random(count) - 1))), 1, FASTEST
    ).astype(np.int64)
    shift = sample_shifts(scores.pitch[notes], window, count, random)
    end = find_ends(scores, work, first, length, notes)
    conditions = whole & (random.random(count) < 0.75)
    carry_on = Tasks(
        *(work, first, length, shift, qpm, genre, origin, origin),
        np.where(conditions, end, -1),
        whole,
        np.ones(len(notes), bool),
    )
    kind = random.choice(len(SHARES), count, p=shares)
    with_gaps = mask_gaps(scores, carry_on, kind == GAP, random)
    return mask_tracks(scores, with_gaps, kind == TRACK, end, random)


def sample_shifts(pitch: NDArray[np.int16], window: Ints, count: int, random: Random) -> Ints:
    """(B,) semitones that keep what is no drum within a piano."""
    drums, first = pitch >= DRUM_PITCH, np.searchsorted(window, np.arange(count))
    low = np.minimum.reduceat(np.where(drums, HIGHEST, pitch), first).astype(np.int64)
    high = np.maximum.reduceat(np.where(drums, LOWEST, pitch), first).astype(np.int64)
    down = np.maximum(-TRANSPOSED, np.minimum(0, LOWEST - low))
    up = np.minimum(TRANSPOSED, np.maximum(0, HIGHEST - high))
    return random.integers(down, up + 1)


def find_ends(scores: PackedScores, work: Ints, first: Ints, length: Ints, notes: Ints) -> Ints:
    """(B,) the bar line after everything has ended."""
    end = np.maximum.reduceat(
        scores.onset[notes] + scores.length[notes], np.cumsum(length) - length
    )
    bar = scores.place(work, scores.onset[first + length - 1]).bar
    return scores.place(work, end + bar - 1).bar_line


def mask_gaps(scores: PackedScores, tasks: Tasks, chosen: Flags, random: Random) -> Tasks:
    """The chosen windows play from one bar line to another what stood between them, if they have
    three bars."""
    rank = scores.places.bar_rank
    first_bar, last_bar = (
        rank[each].astype(np.int64) for each in (tasks.first, tasks.first + tasks.length - 1)
    )
    bars = last_bar - first_bar + 1
    width = random.integers(1, np.maximum(2, np.minimum(16, bars * 2 // 3)))
    at = np.where(random.random(len(bars)) < 0.3, 0, random.integers(np.maximum(1, bars - width)))
    chosen = chosen & (bars >= 3)
    from_bar, to_bar = first_bar + at, first_bar + at + width
    edges = [scores.bar_lines[bar] for bar in (from_bar, to_bar)]
    of_note, window = rank[tasks.notes], tasks.window
    inside = (of_note >= from_bar[window]) & (of_note < to_bar[window])
    return tasks._replace(
        start=np.where(chosen, edges[0], tasks.start),
        stop=np.where(chosen, edges[1], tasks.stop),
        finished=tasks.finished | chosen,
        played=np.where(chosen[window], inside, tasks.played),
    )


def mask_tracks(
    scores: PackedScores, tasks: Tasks, chosen: Flags, end: Ints, random: Random
) -> Tasks:
    """The chosen windows play one or two of their tracks to all the others, if they have two."""
    slot, window = scores.slot[tasks.notes], tasks.window
    present = find_tracks(slot, window, len(chosen))
    tracks = present.sum(1)
    several = (tracks >= 4) & (random.random(len(chosen)) >= 0.6)
    uniform = np.where(present, random.random(present.shape), -1.0)
    rank = (-uniform).argsort(1, kind="stable").argsort(1, kind="stable")
    of_window = rank <= several[:, None]
    chosen = chosen & (tracks >= 2)
    return tasks._replace(
        stop=np.where(chosen, end, tasks.stop),
        finished=tasks.finished | chosen,
        played=np.where(chosen[window], of_window[window, slot], tasks.played),
    )


def find_tracks(slot: NDArray[np.uint8], window: Ints, count: int) -> Flags:
    """(B, SLOTS) which tracks play in each window."""
    present = np.zeros((count, SLOTS), bool)
    present[window, slot] = True
    return present


def extract_task(scores: PackedScores, tasks: Tasks, window: int) -> Task:
    """One of the tasks by itself, as `windows.encode_window` takes it."""
    score = unpack_work(scores, int(tasks.work[window])).score
    first = int(tasks.first[window] - scores.offsets[tasks.work[window]])
    notes = score.notes[first : first + int(tasks.length[window])]
    notes[notes[:, 2] < DRUM_PITCH, 2] += int(tasks.shift[window])
    played = tasks.played[tasks.window == window]
    stop = int(tasks.stop[window])
    frame = Score(score.notes[:0], score.programs, score.meters, ((0, int(tasks.qpm[window])),))
    genre, origin, start = (int(each[window]) for each in (tasks.genre, tasks.origin, tasks.start))
    ends = bool(tasks.finished[window])
    return Task(
        frame,
        genre,
        origin,
        notes[~played],
        notes[played],
        start,
        None if stop < 0 else stop,
        ends,
    )
