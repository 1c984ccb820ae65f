"""The data pack's zips: an index of pieces by split, and their MIDI files. Trusted files only."""

import csv
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import symusic


def rows_of(archive: zipfile.ZipFile, split: str) -> list[dict[str, str]]:
    """The rows of `index.csv` that belong to `split`, in file order."""
    text = io.StringIO(archive.read("index.csv").decode())
    return [row for row in csv.DictReader(text) if row["split"] == split]


def scores_of(path: Path, split: str) -> Iterator[tuple[dict[str, str], symusic.Score]]:
    """The pieces of one corpus and split, as (row of the index, score in ticks). Trusted files
    only."""
    with zipfile.ZipFile(path) as archive:
        for row in rows_of(archive, split):
            yield row, symusic.Score.from_midi(archive.read(f"midi/{row['id']}.mid"))
