"""A small data pack of lead sheets and songs, to make listening tests of."""

import csv
import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from generation.music.midi import write_midi
from generation.music.song import Meter, Song
from generation.music.theory import transpose

Row = dict[str, str]


def write_pack(folder: Path, sample_song: Callable[..., Song]) -> Path:
    """Three lead sheets, of which one is not free everywhere, and two songs with a band, the last
    with drums; twelve bars each, no two in one key."""
    tunes = [transpose(sample_song(bars=12, band=True), step) for step in range(5)]
    waltz = replace(tunes[1], meters=(Meter(0, 3, 4),))
    sheets = [
        ({"id": "one", "title": "One", "pd_life70": "True"}, first_tracks(tunes[0], 2)),
        ({"id": "two", "title": "Two", "pd_life70": "True"}, first_tracks(waltz, 2)),
        ({"id": "not", "title": "Not free", "pd_life70": "False"}, first_tracks(tunes[2], 2)),
    ]
    songs = [
        ({"id": "lc1", "title": "3 Three"}, first_tracks(tunes[3], 3)),
        ({"id": "lc2", "title": "Four"}, tunes[4]),
    ]
    write_archive(folder / "openewld.zip", [(row | {"authors": "Anon"}, s) for row, s in sheets])
    lieder = [(row | {"composer": "Nobody"}, song) for row, song in songs]
    write_archive(folder / "openscore_lieder.zip", lieder)
    return folder


def first_tracks(song: Song, count: int) -> Song:
    return song.with_tracks(song.tracks[:count])


def write_archive(path: Path, pieces: Sequence[tuple[Row, Song]]) -> None:
    """Pieces of the validation split, and their index."""
    index = io.StringIO()
    rows = [row | {"split": "valid"} for row, _ in pieces]
    table = csv.DictWriter(index, list(rows[0]))
    table.writeheader()
    table.writerows(rows)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("index.csv", index.getvalue())
        for row, song in pieces:
            archive.writestr(f"midi/{row['id']}.mid", write_midi(song))
