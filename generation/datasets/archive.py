"""The data pack's zips: an index of pieces by split, and their MIDI files. Trusted files only.

Machines that train from a packed data set need no reader of MIDI, so it is asked for here alone,
when an archive is opened.
"""

import csv
import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from symusic import Score

    from generation.music.song import Song

Row = dict[str, str]


def all_rows(archive: zipfile.ZipFile) -> list[Row]:
    """The rows of `index.csv`, in file order."""
    return list(csv.DictReader(io.StringIO(archive.read("index.csv").decode())))


def read_scores(
    path: Path, split: str, chosen: Callable[[Row], bool] = lambda row: True
) -> Iterator[tuple[Row, "Score"]]:
    """The chosen pieces of one corpus and split, as (row of the index, score in ticks). Trusted
    files only."""
    from symusic import Score

    with zipfile.ZipFile(path) as archive:
        for row in all_rows(archive):
            if row["split"] == split and chosen(row):
                yield row, Score.from_midi(archive.read(f"midi/{row['id']}.mid"))


def read_songs(path: Path, split: str) -> Iterator[tuple[str, "Song"]]:
    """All pieces of one split, as (id, song)."""
    from generation.music.midi import read_midi

    with zipfile.ZipFile(path) as archive:
        for row in all_rows(archive):
            if row["split"] == split:
                yield row["id"], read_midi(archive.read(f"midi/{row['id']}.mid"))
