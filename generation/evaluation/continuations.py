"""What a passage keeps of the opening it goes on from: key, motifs, bars, density, phrases.

Notes are rows of `codecs.score`; slots are the same tracks in opening and passage.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from generation.codecs.score import DRUM_PITCH, LENGTH, OF_PITCH, OF_SLOT, ONSET, Notes
from generation.evaluation.accompaniment import Figures
from generation.evaluation.bands.chords import measure_lag
from generation.evaluation.intervals import Floats
from generation.evaluation.likeness import SIXTEENTH, build_view
from generation.music.metrics.view import View, fold_octaves
from generation.music.theory import Key, estimate_key

MOTIF = 3  # moves
PHRASE = 8  # bars
Motif = tuple[int, ...]  # slot, then interval and time of each move


@dataclass(frozen=True)
class Passage:
    """Notes from step `start` to `stop`, in bars of `bar` steps."""

    notes: Notes
    start: int
    stop: int
    bar: int

    @property
    def bars(self) -> int:
        return -(-(self.stop - self.start) // self.bar)

    @cached_property
    def tones(self) -> Notes:
        return self.notes[self.notes[:, OF_PITCH] < DRUM_PITCH]

    @cached_property
    def key(self) -> Key | None:
        """By how long each pitch class sounds."""
        classes = self.tones[:, OF_PITCH] % 12
        return estimate_key(np.bincount(classes, self.tones[:, LENGTH], 12).astype(float))

    @cached_property
    def motifs(self) -> list[Motif]:
        """Three moves of a track's top line, with their times: one for each note that ends them."""
        found: list[Motif] = []
        for slot in np.unique(self.tones[:, OF_SLOT]):
            found += list_motifs(self.tones[self.tones[:, OF_SLOT] == slot])
        return found

    @cached_property
    def contents(self) -> list[frozenset[tuple[int, int, int]]]:
        """What begins in each bar: (sixteenth, slot, pitch)."""
        bars: list[set[tuple[int, int, int]]] = [set() for _ in range(self.bars)]
        for onset, slot, pitch in self.notes[:, :LENGTH].tolist():
            bar, place = divmod(onset - self.start, self.bar)
            bars[bar].add((place // SIXTEENTH, slot, pitch))
        return list(map(frozenset, bars))

    @cached_property
    def view(self) -> View:
        return build_view(self.notes, self.start, self.stop, self.bar)


def list_motifs(part: Notes) -> list[Motif]:
    """Motifs of the notes of one slot."""
    top = part[np.append(np.diff(part[:, ONSET]) > 0, True)]
    moves = np.diff(top[:, [OF_PITCH, ONSET]], axis=0)
    slot = int(part[0, OF_SLOT])
    runs = [moves[at : at + MOTIF].ravel().tolist() for at in range(len(moves) - MOTIF + 1)]
    return [(slot, *run) for run in runs]


def keeps_key(opening: Passage, passage: Passage) -> float | None:
    """Whether the key is that of the opening, or its relative."""
    if opening.key is None or passage.key is None:
        return None
    return float(name_signature(opening.key) == name_signature(passage.key))


def name_signature(key: Key) -> int:
    """Pitch class of the tonic, or of the relative major's."""
    return (key.tonic + (3 if key.mode == "minor" else 0)) % 12


def measure_motifs(opening: Passage, passage: Passage) -> float | None:
    """Share of the passage's motifs that the same track had in the opening."""
    known = set(opening.motifs)
    flags = [motif in known for motif in passage.motifs]
    return float(np.mean(flags)) if flags else None


def copy_bars(opening: Passage, passage: Passage) -> float | None:
    """Share of the bars in which something begins that stand in the opening, note for note."""
    known = set(opening.contents)
    flags = [bar in known for bar in passage.contents if bar]
    return float(np.mean(flags)) if flags else None


def measure_density(opening: Passage, passage: Passage) -> float | None:
    """How far the notes a bar are from those of the opening: |log2| of the ratio."""
    counts = [len(each.notes) / each.bars for each in (opening, passage)]
    return abs(float(np.log2(counts[1] / counts[0]))) if all(counts) else None


def measure_chroma(passage: Passage) -> Floats:
    """(bars, 12) sixteenths for which each pitch class sounds."""
    classes = fold_octaves(passage.view.roll).astype(float)
    return np.add.reduceat(classes, passage.view.bars[:-1], axis=0)


def clash(passage: Passage) -> float | None:
    """Share of the sounding sixteenths in which two pitch classes a semitone apart sound."""
    classes = fold_octaves(passage.view.roll)
    sounding = classes.any(1)
    near = np.asarray((classes & np.roll(classes, 1, axis=1)).any(1))
    return float(near[sounding].mean()) if sounding.any() else None


def lag_bars(passage: Passage, bars: int) -> float | None:
    chroma = measure_chroma(passage)
    return measure_lag(chroma, bars) if len(chroma) > bars else None


def measure_continuation(opening: Passage, passage: Passage) -> Figures:
    """Figures of one continuation; those of copies stand beside what copies do well in."""
    return {
        "key kept": keeps_key(opening, passage),
        "motifs returned": measure_motifs(opening, passage),
        "density, log2 off": measure_density(opening, passage),
        "like 1 bar before": lag_bars(passage, 1),
        "like 8 bars before": lag_bars(passage, PHRASE),
        "semitones clash": clash(passage),
        "bars copied": copy_bars(opening, passage),
    }


def stack_column(rows: Sequence[Figures], name: str) -> Floats:
    """(N,) one figure of all continuations, NaN where it is not defined."""
    return np.array([row[name] for row in rows], dtype=float)


def average_known(rows: Sequence[Figures]) -> Figures:
    """The mean of each figure over the rows in which it is defined."""
    columns = {name: stack_column(rows, name) for name in rows[0]}
    return {
        name: None if np.isnan(column).all() else float(np.nanmean(column))
        for name, column in columns.items()
    }
