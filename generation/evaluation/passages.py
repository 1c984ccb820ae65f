"""The longest passage that a piece shares with others, in whatever key: has a model copied what it
learnt from?

Chords are compared, not durations: a chord that is held or repeated counts once, so that holding is
no copying.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from generation.codecs.chorale import REST, States

PRIME = np.uint64(0x9E3779B97F4A7C15)


class SharedPassage(NamedTuple):
    """`length` chords that stand in a piece from chord `here` on, and in the piece `other` from
    chord `there` on."""

    length: int
    here: int = 0
    other: int = 0
    there: int = 0


class Chords(NamedTuple):
    """The chords of one piece or of many, one after the other; no passage goes from one piece into
    the next."""

    shape: NDArray[np.uint64]  # (C,) intervals above the lowest voice, and who rests
    move: NDArray[np.uint64]  # (C,) the same, and how the lowest voice came there
    ends: NDArray[np.int64]  # (C,) where the piece of each chord ends


def encode_chords(pieces: Sequence[States]) -> Chords:
    parts = [encode_chord_changes(piece) for piece in pieces]
    counts = np.array([len(shape) for shape, _ in parts])
    ends = np.repeat(counts.cumsum(), counts)
    return Chords(
        np.concatenate([shape for shape, _ in parts]),
        np.concatenate([move for _, move in parts]),
        ends,
    )


def encode_chord_changes(piece: States) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """`shape` and `move` of the chords of a piece (V, T)."""
    changed = np.concatenate([[True], (piece[:, 1:] != piece[:, :-1]).any(0)])
    states = piece[:, changed].astype(np.int64)
    sounding = states != REST
    lowest = np.where(sounding, states, 127).min(0)
    above = np.where(sounding, states - lowest + 1, 0)  # (V, C)
    shape = sum(row << (8 * voice) for voice, row in enumerate(above))
    move = np.diff(lowest, prepend=lowest[:1]) + 128
    return shape.astype(np.uint64), (shape + (move << 40)).astype(np.uint64)


def hash_passages(chords: Chords, length: int) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """(hashes, starts) of all passages of `length` chords. How the first chord is reached does not
    belong to it."""
    total = len(chords.shape)
    starts = np.arange(max(0, total - length + 1))
    starts = starts[starts + length <= chords.ends[starts]]
    hashes = chords.shape[starts] * PRIME
    for offset in range(1, length):
        hashes = (hashes ^ chords.move[starts + offset]) * PRIME
        hashes ^= hashes >> np.uint64(29)
    return hashes, starts


class Library:
    """Pieces among which passages are looked for."""

    def __init__(self, pieces: Sequence[States] | Chords) -> None:
        self.chords = pieces if isinstance(pieces, Chords) else encode_chords(pieces)
        self.edges = np.unique(self.chords.ends)  # where each piece ends
        self.indexed = lru_cache(maxsize=None)(self._index)

    def _index(self, length: int) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
        hashes, starts = hash_passages(self.chords, length)
        order = hashes.argsort(kind="stable")
        return hashes[order], starts[order]

    def longest(self, piece: States | Chords) -> SharedPassage:
        """The longest passage of `piece` that is here too (binary search: a part of a shared
        passage is shared)."""
        chords = piece if isinstance(piece, Chords) else encode_chords([piece])
        best, low, high = SharedPassage(0), 1, 1
        while high <= len(chords.shape) and (
            found := self.shared(chords, high)
        ):  # most are short: double, then halve
            best, low, high = found, high + 1, 2 * high
        high = min(high - 1, len(chords.shape))
        while low <= high:
            middle = (low + high) // 2
            if found := self.shared(chords, middle):
                best, low = found, middle + 1
            else:
                high = middle - 1
        return best

    def shared(self, chords: Chords, length: int) -> SharedPassage | None:
        known, places = self.indexed(length)
        hashes, starts = hash_passages(chords, length)
        at = np.searchsorted(known, hashes).clip(max=max(0, len(known) - 1))
        for number in np.flatnonzero(known[at] == hashes) if len(known) else ():
            here, there = int(starts[number]), int(places[at[number]])
            if self.same(chords, here, there, length):  # or two hashes have collided
                other = int(np.searchsorted(self.edges, there, side="right"))
                begin = 0 if not other else int(self.edges[other - 1])
                return SharedPassage(length, here, other, there - begin)
        return None

    def same(self, chords: Chords, here: int, there: int, length: int) -> bool:
        first = chords.shape[here] == self.chords.shape[there]
        rest = chords.move[here + 1 : here + length] == self.chords.move[there + 1 : there + length]
        return bool(first and rest.all())
