"""The notes of a batch of tasks as rows, in the order in which the Transformer hears them.

Letters: B windows, n notes of all windows together.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from generation.codecs.score import DRUM_PITCH, STEPS
from generation.techniques.transformer.masking import Tasks
from generation.techniques.transformer.packed_scores import PackedScores
from generation.techniques.transformer.tokens import FURTHEST

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


class Order(NamedTuple):
    """All notes of a batch, in each window those that are given before those that are played; (n,)
    but for the last."""

    place: Ints  # number of each among the notes of the tasks
    note: Ints  # and among all notes of the scores
    window: Ints
    played: Flags
    first: Flags  # of what is given or of what is played in its window
    given: Ints  # (B,) how many notes are given
    # beats from the note before, or from where the music or the part of the network begins
    since: Ints


def order_notes(scores: PackedScores, tasks: Tasks) -> Order:
    window, notes = tasks.window, tasks.notes
    order = np.argsort(window * 2 + tasks.played, kind="stable")
    note, window, played = notes[order], window[order], tasks.played[order]
    first = np.ones(len(note), bool)
    first[1:] = (window[1:] != window[:-1]) | (played[1:] != played[:-1])
    beat = scores.places.beat[note].astype(np.int64)
    edges = [scores.place(tasks.work, step).beat[window] for step in (tasks.origin, tasks.start)]
    since = beat - np.where(first, np.where(played, edges[1], edges[0]), np.roll(beat, 1))
    given = np.bincount(window[~played], minlength=len(tasks.length))
    return Order(order, note, window, played, first, given, since)


def find_long_rests(order: Order, count: int) -> Flags:
    """(B,) windows with a silence of more beats than one row can tell: rests would have to stand
    among their notes."""
    return np.bincount(order.window, order.since > FURTHEST, count) > 0


def encode_rows(scores: PackedScores, tasks: Tasks, order: Order) -> Ints:
    """(7, n) notes as rows: beats since the one before, part, slot, pitch, quarters, remainder,
    level."""
    note = order.note
    quarters, remainder = np.divmod(scores.length[note], STEPS)
    pitch = scores.pitch[note].astype(np.int32)
    pitch += np.where(pitch < DRUM_PITCH, tasks.shift[order.window], 0)
    columns = (
        scores.places.part[note],
        scores.slot[note],
        pitch,
        quarters,
        remainder,
        scores.level[note],
    )
    return np.array(
        [order.since.astype(np.int32), *(column.astype(np.int32) for column in columns)]
    )


def count_positions(window: Ints) -> Ints:
    """(n,) number of each element within its window; `window` rises."""
    first = np.concatenate([[True], window[1:] != window[:-1]])
    at = np.arange(len(window))
    return at - np.maximum.accumulate(np.where(first, at, 0))
