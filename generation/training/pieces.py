"""A piece as the GAN learns it: a melody, the lines that accompany it, and where the bars are."""

import csv
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import symusic
from numpy.typing import NDArray

from generation.codecs.lines import Line


@dataclass(frozen=True)
class Piece:
    """One piece in its own key, on a grid of 16th steps."""

    name: str
    melody: Line
    voices: tuple[Line, ...]
    bar_position: NDArray[np.int16]  # (T,) steps since the bar line; -1 where the source does not tell bars
    bar_length: NDArray[np.int16]  # (T,) steps
    starts: NDArray[np.int32]  # steps at which a window may begin

    @property
    def steps(self) -> int:
        return len(self.melody.state)


def rows_of(archive: zipfile.ZipFile, split: str) -> list[dict[str, str]]:
    """The rows of `index.csv` that belong to `split`, in file order."""
    text = io.StringIO(archive.read("index.csv").decode())
    return [row for row in csv.DictReader(text) if row["split"] == split]


def scores_of(path: Path, split: str) -> Iterator[tuple[dict[str, str], symusic.Score]]:
    """The pieces of one corpus and split, as (row of the index, score in ticks). Trusted files only."""
    with zipfile.ZipFile(path) as archive:
        for row in rows_of(archive, split):
            yield row, symusic.Score.from_midi(archive.read(f"midi/{row['id']}.mid"))
