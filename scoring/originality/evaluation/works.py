"""Works of each genre, read from the reference data. Our own files only: trusted bytes."""

import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from generation.datasets.archive import Row, all_rows
from generation.music.midi import read_midi
from generation.music.song import Song
from scoring.reference.corpora import chorales

MOST_NOTES = 20_000


class WorkPiece(NamedTuple):
    """A piece of a work: movements of one work, and takes of one standard, have its name."""

    genre: str
    work: str
    song: Song


class Source(NamedTuple):
    """An archive whose pieces are of one genre, and the name of a row's work."""

    genre: str
    archive: str
    work: Callable[[Row], str]


def _by_title(row: Row) -> str:
    return re.sub(r"-\d+$", "", row["title"])


def _by_number(row: Row) -> str:
    return row["id"]


def _by_work(row: Row) -> str:
    return row["work"]


def _by_cycle(row: Row) -> str:
    """Of a file name such as composer_piece_movement the first two parts."""
    return " ".join(re.sub(r"\d+$", "", row["midi"].rsplit("/", 1)[-1][:-4]).split("_")[:2])


SOURCES = (
    Source("pop", "pop909.zip", _by_number),
    Source("rock", "freedoom.zip", _by_number),
    Source("folk", "nottingham.zip", _by_number),
    Source("jazz", "wjazzd_solos.zip", _by_title),
    Source("lead sheets", "openewld.zip", _by_title),
    Source("song with piano", "openscore_lieder.zip", _by_title),
    Source("classical", "openscore_quartets.zip", _by_work),
    Source("symphony", "openscore_orchestra.zip", _by_work),
    Source("piano", "piano_midi_de.zip", _by_cycle),
)


def read_pieces(folder: Path) -> Iterator[WorkPiece]:
    """All pieces of the data that are no longer than entries may be."""
    for piece in chorales(folder, lambda split, work: True):
        yield WorkPiece("bach", piece.work, piece.song)
    for source in SOURCES:
        yield from _read_archive(folder / source.archive, source)


def read_new_music(folder: Path, most: int) -> list[Song]:
    """Music that is in none of the sources: what a passage is hidden in."""
    with zipfile.ZipFile(folder / "mutopia.zip") as archive:
        rows = [row for row in all_rows(archive) if 200 <= int(row["notes"]) <= 2_000]
        chosen = rows[:: max(1, len(rows) // most)][:most]
        return [read_midi(archive.read(f"midi/{row['id']}.mid")) for row in chosen]


def _read_archive(path: Path, source: Source) -> Iterator[WorkPiece]:
    with zipfile.ZipFile(path) as archive:
        for row in all_rows(archive):
            if int(float(row["notes"])) <= MOST_NOTES:
                song = read_midi(archive.read(f"midi/{row['id']}.mid"))
                yield WorkPiece(source.genre, source.work(row), song)
