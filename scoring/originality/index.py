"""Inverted lists of fingerprints in files that are mapped into memory: which pieces have a gram,
and where.

A segment is written once and never changed; what comes later goes into another one. Arrays are
sorted by gram, so a look-up is a binary search in pages that the system keeps in memory.
"""

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scoring.originality.grams import make_grams
from scoring.originality.lines import Lines

Array = NDArray[Any]
ARRAYS = ("grams", "places", "owners", "onsets", "pitches", "ends", "tracks", "lines", "keys")


@dataclass(frozen=True)
class Segment:
    """Pieces with their lines, and the grams in them.

    `grams` (G,) sorted, `places` (G,) where in the notes of all, `owners` (G,) in which piece;
    `onsets`, `pitches` (N,) of all notes; `ends`, `tracks` (L,) of lines; `lines` (P,) after the
    last line of each piece; `keys` (P,) by which the caller knows pieces.
    """

    grams: Array
    places: Array
    owners: Array
    onsets: Array
    pitches: Array
    ends: Array
    tracks: Array
    lines: Array
    keys: Array

    def line_at(self, places: Array) -> Array:
        """The line in which each note stands."""
        return np.asarray(np.searchsorted(self.ends, places, side="right"))

    def bounds(self, line: int) -> tuple[int, int]:
        """The first note of a line, and the one after its last."""
        return int(self.ends[line - 1]) if line else 0, int(self.ends[line])


def build_segment(pieces: Iterable[tuple[int, Lines]]) -> Segment:
    """A segment of pieces, each with a key."""
    rows = list(pieces)
    several = [lines for _, lines in rows]
    counts = [len(lines.onsets) for lines in several]
    starts = np.concatenate([[0], np.cumsum(counts)[:-1]]).astype(np.int64)[: len(rows)]
    found = [make_grams(lines) for lines in several]
    grams = _joined([one.hashes for one in found], np.uint32)
    order = np.argsort(grams, kind="stable")
    places = [one.places + at for one, at in zip(found, starts, strict=True)]
    owners = np.repeat(np.arange(len(rows), dtype=np.uint32), [len(one.hashes) for one in found])
    ends = [lines.ends + at for lines, at in zip(several, starts, strict=True)]
    return Segment(
        grams[order],
        _joined(places, np.uint32)[order],
        owners[order],
        _joined([lines.onsets for lines in several], np.int32),
        _joined([lines.pitches for lines in several], np.uint8),
        _joined(ends, np.int64),
        _joined([lines.tracks for lines in several], np.int16),
        np.cumsum([len(lines.ends) for lines in several], dtype=np.int64),
        np.array([key for key, _ in rows], np.int64),
    )


def _joined(parts: list[Array], kind: Any) -> Array:
    return np.concatenate([np.zeros(0, kind), *parts]).astype(kind)


def write_segment(segment: Segment, folder: Path) -> None:
    """Each array as a file of a new folder. The folder gets its name when it is whole."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    part = Path(mkdtemp(dir=folder.parent, prefix=".part-"))
    for name in ARRAYS:
        np.save(part / f"{name}.npy", getattr(segment, name))
    try:
        part.rename(folder)
    except OSError:  # another process has written the same
        shutil.rmtree(part)
        if not folder.is_dir():
            raise


def open_segment(folder: Path) -> Segment:
    """A segment whose arrays stay in their files. Nothing but arrays of numbers is read."""
    return Segment(*(_mapped(folder / f"{name}.npy") for name in ARRAYS))


def _mapped(file: Path) -> Array:
    return np.asarray(np.load(file, mmap_mode="r", allow_pickle=False))
