"""The longest passage that one line of music shares with others, in whatever key, register or place
of the bar."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from generation.codecs.score import DRUM_PITCH, Notes
from generation.evaluation.passages import Chords, Library

FURTHEST = 1 << 16  # steps between two onsets that are told apart


def encode_intervals(notes: Notes) -> list[NDArray[np.uint64]]:
    """For each track its top line as moves: interval and time from the note before."""
    found = []
    for slot in np.unique(notes[:, 1]):
        line = notes[(notes[:, 1] == slot) & (notes[:, 2] < DRUM_PITCH)]
        top = line[np.append(np.diff(line[:, 0]) > 0, True)] if len(line) else line
        if len(top) > 1:
            interval, time = np.diff(top[:, 2]) + 128, np.minimum(np.diff(top[:, 0]), FURTHEST - 1)
            found.append((interval.astype(np.uint64) << np.uint64(16)) | time.astype(np.uint64))
    return found


def join_lines(lines: list[NDArray[np.uint64]]) -> Chords:
    """Lines in the form in which passages of chords are looked for: a line is a piece of single
    notes."""
    moves = np.concatenate([np.append(np.uint64(0), line) for line in lines])
    ends = np.repeat(
        np.cumsum([len(line) + 1 for line in lines]), [len(line) + 1 for line in lines]
    )
    return Chords(np.zeros(len(moves), np.uint64), moves, ends)


@dataclass(frozen=True)
class Lines:
    """Lines among which passages are looked for."""

    every: tuple[NDArray[np.uint64], ...]

    @classmethod
    def of(cls, works: Iterable[list[NDArray[np.uint64]]]) -> "Lines":
        return cls(tuple(chain.from_iterable(works)))

    @cached_property
    def library(self) -> Library:
        return Library(join_lines(list(self.every)))

    def longest(self, lines: list[NDArray[np.uint64]]) -> int:
        """Notes of the longest passage that any of `lines` shares with those here."""
        return self.library.longest(join_lines(lines)).length if lines else 0
