"""Windows of works as the Transformer learns them: carry on, fill a gap, or add a track to those that are known."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.random import Generator as Random
from numpy.typing import NDArray

from generation.codecs.tokens import DRUM_PITCH, FASTEST, Beats, Notes, Score
from generation.codecs.windows import ANY, Task, bar_line, window_of
from generation.training.repertoire import CORPORA, Work, works_of
from generation.training.sequences import Batch, collated
from generation.training.transformer import Material, Plan

ON, GAP, TRACK = "carry on", "fill a gap", "add a track"
KINDS = ((ON, 0.6), (GAP, 0.2), (TRACK, 0.2))
TRANSPOSED = 6  # semitones, at most, up or down
STRETCHED = 0.12  # tempo: at most this much faster or slower
SHORT, LONG = 490, 1000  # notes of a window
LONGER = 0.75  # power of a work's notes by which it is drawn
LOWEST, HIGHEST = 21, 108  # pitches that transposition does not leave: those of a piano


def drawn(work: Work, limit: int, random: Random) -> Task:
    """A task from a random window of about `limit` notes of a work, transposed, and faster or slower."""
    score, beats = work.score, work.score.beats
    notes = score.notes
    at = 0 if random.random() < 0.2 else int(random.integers(max(1, len(notes) - limit // 3)))
    origin = bar_line(beats, int(notes[at, 0]))
    first = int(np.searchsorted(notes[:, 0], origin))
    chosen = notes[first : first + limit].copy()
    whole = first + limit >= len(notes)
    pitched = chosen[:, 2] < DRUM_PITCH
    chosen[pitched, 2] += transposition(chosen[pitched, 2], random)
    tempi = tuple((step, stretched(qpm, random)) for step, qpm in score.tempi)
    genre = ANY if random.random() < 0.2 else work.genre
    said = score._replace(tempi=tempi)
    kind = random.choice([kind for kind, _ in KINDS], p=[share for _, share in KINDS])
    end = bar_line(beats, int((chosen[:, 0] + chosen[:, 3]).max()) + beats_of_bar(beats, int(chosen[-1, 0])) - 1)
    if kind == GAP and (task := gap(said, genre, origin, chosen, random)):
        return task
    if kind == TRACK and (task := track(said, genre, origin, chosen, end, random)):
        return task
    stop = end if whole and random.random() < 0.75 else None
    return Task(said, genre, origin, chosen[:0], chosen, origin, stop, whole)


def transposition(pitches: NDArray[np.int32], random: Random) -> int:
    if not len(pitches):
        return 0
    down = max(-TRANSPOSED, min(0, LOWEST - int(pitches.min())))
    up = min(TRANSPOSED, max(0, HIGHEST - int(pitches.max())))
    return int(random.integers(down, up + 1))


def stretched(qpm: int, random: Random) -> int:
    return min(max(1, round(qpm * (1 + STRETCHED * (2 * random.random() - 1)))), FASTEST)


def beats_of_bar(beats: Beats, step: int) -> int:
    return int(beats.place(np.array([step]))[3][0])


def gap(score: Score, genre: int, origin: int, notes: Notes, random: Random) -> Task | None:
    """Play from one bar line to another what stood between them."""
    beats = score.beats
    lines = np.unique([bar_line(beats, int(step)) for step in np.unique(notes[:, 0])])
    if len(lines) < 3:
        return None
    width = int(random.integers(1, max(2, min(16, len(lines) * 2 // 3))))
    at = 0 if random.random() < 0.3 else int(random.integers(len(lines) - width))
    start, stop = int(lines[at]), int(lines[at + width])
    inside = (notes[:, 0] >= start) & (notes[:, 0] < stop)
    return Task(score, genre, origin, notes[~inside], notes[inside], start, stop, True)


def track(score: Score, genre: int, origin: int, notes: Notes, end: int, random: Random) -> Task | None:
    """Play one or two of the tracks to all the others."""
    slots = np.unique(notes[:, 1])
    if len(slots) < 2:
        return None
    count = 1 if len(slots) < 4 or random.random() < 0.6 else 2
    mine = np.isin(notes[:, 1], random.choice(slots, count, replace=False))
    return Task(score, genre, origin, notes[~mine], notes[mine], origin, end, True)


@dataclass(frozen=True)
class Library:
    """Works, and how often each is drawn."""

    works: tuple[Work, ...]
    shares: NDArray[np.float64]

    def batch(self, count: int, limit: int, random: Random) -> Batch:
        chosen = random.choice(len(self.works), count, p=self.shares)
        return collated([window_of(drawn(self.works[int(number)], limit, random)) for number in chosen])


def library_of(folder: Path, split: str) -> Library:
    """All corpora at their shares; within a corpus longer works are drawn more often, though not in proportion."""
    works: list[Work] = []
    shares: list[NDArray[np.float64]] = []
    for name, corpus in CORPORA.items():
        found = works_of(folder, name, split)
        lengths = np.array([len(work.score.notes) for work in found], float) ** LONGER
        works += found
        shares.append(corpus.share * lengths / lengths.sum())
    every = np.concatenate(shares)
    return Library(tuple(works), every / every.sum())


def material_of(train: Library, valid: Library, plan: Plan) -> Material:
    """Batches of short windows, every fourth of long ones, with about as many notes in each."""

    def batches(step: int, random: Random) -> Batch:
        long = step % 4 == 3
        return train.batch(plan.batch // 2 if long else plan.batch, LONG if long else SHORT, random)

    kept = tuple(valid.batch(plan.batch, SHORT, np.random.default_rng([0, 1, number])) for number in range(4))
    return Material(batches, kept)
