"""Fingerprints of melodic passages: what a few notes in a row are in any key, octave and tempo."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from scoring.originality.lines import Lines

NOTES = 6  # of one gram
MOVES = 3  # of its intervals at least go up or down: a repeated note says nothing
RATIOS = 9  # classes of the ratio of two times between onsets, from 1/4 to 4
PRIME = np.uint64(0x9E3779B97F4A7C15)

Whole = NDArray[np.int64]


class Moves(NamedTuple):
    """How each note of lines goes on from the one before it; of the first notes of a line what
    stands here means nothing."""

    intervals: Whole  # (N,) semitones, an octave away is no move
    ratios: Whole  # (N,) class of the time since the note before, by the time before that
    depth: Whole  # (N,) notes of the line before this one


class Grams(NamedTuple):
    """Fingerprints, each with the place of its first note."""

    hashes: NDArray[np.uint32]
    places: Whole


def measure_moves(lines: Lines) -> Moves:
    """Intervals and ratios of times, note by note."""
    times = np.maximum(np.diff(lines.onsets.astype(np.int64), prepend=0), 1).astype(float)
    before = np.concatenate([times[:1], times[:-1]])
    ratios = np.clip(np.rint(2 * np.log2(times / before)), -(RATIOS // 2), RATIOS // 2)
    intervals = np.mod(np.diff(lines.pitches.astype(np.int64), prepend=0), 12)
    depth = np.arange(len(times)) - lines.starts[lines.of_notes]
    return Moves(intervals, ratios.astype(np.int64) + RATIOS // 2, depth)


def hash_moves(moves: Moves, notes: int) -> NDArray[np.uint64]:
    """A hash of each `notes` notes in a row, at the place of the last; see `Moves.depth` for those
    that reach over the beginning of a line."""
    total = np.zeros(len(moves.depth), np.uint64)
    for back in range(notes - 1):
        said = np.roll(moves.intervals, back) + 1
        if back < notes - 2:
            said = said * (RATIOS + 1) + np.roll(moves.ratios, back)
        total = (total ^ said.astype(np.uint64)) * PRIME
        total ^= total >> np.uint64(29)
    return total


def make_grams(lines: Lines, notes: int = NOTES) -> Grams:
    """Every passage of `notes` notes that moves, as 32 bits."""
    if not len(lines.onsets):
        return Grams(np.zeros(0, np.uint32), np.zeros(0, np.int64))
    moves = measure_moves(lines)
    moving: Whole = np.cumsum(moves.intervals > 0)
    moved: Whole = moving - np.roll(moving, notes - 1)
    last = np.flatnonzero((moves.depth >= notes - 1) & (moved >= MOVES))
    hashes = hash_moves(moves, notes)[last] >> np.uint64(32)
    return Grams(hashes.astype(np.uint32), last - (notes - 1))
