"""Ten scores of OpenEWLD: read, written and read again; docs/scores.md tells what is left out."""

import zipfile
from pathlib import Path

import pytest

from generation.music.upload import read_upload
from generation.sheets.musicxml import write_musicxml
from generation.sheets.score_reading import read_musicxml
from tests.generation.sheets.scores import remarked, told_notes

TABLE = Path(__file__).parents[3] / "docs" / "scores.md"
SCORES = (
    "0000_Just_a_Closer_Walk_with_Thee",
    "0012_When_You_Were_Sweet_Sixteen",
    "0038_Manhattan",
    "0069_We_Wish_You_a_Merry_Christmas",
    "0099_Didn_t_My_Lord_Deliver_Daniel",
    "0126_Look_for_the_Silver_Lining",
    "0157_America_the_Beautiful",
    "2139_O_sole_mio",
    "2654_Jesu_Joy_of_Man_s_Desiring",
    "3501_That_s_a_Plenty",
)


def row_of(name: str, data: bytes) -> str:
    """What the table says of a score: what is in the song, and what is left out of it."""
    upload = read_upload(data)
    song = upload.song
    lost = ", ".join(f"{what} {times}" for what, times in remarked(upload).items())
    bars = len(song.bar_starts())
    title = name[5:].replace("_", " ")
    return f"| {title} | {bars} | {song.note_count} | {len(song.chords)} | {lost} |"


@pytest.mark.parametrize("name", SCORES)
def test_it_comes_back_and_the_table_is_true(name: str, shared_data: Path) -> None:
    with zipfile.ZipFile(shared_data / "openewld.zip") as archive:
        data = archive.read(f"mxl/{name}.mxl")
    song = read_musicxml(data).song
    again = read_musicxml(write_musicxml(song)).song
    assert told_notes(again) == told_notes(song)
    assert (again.chords, again.meters, again.tempi) == (song.chords, song.meters, song.tempi)
    assert row_of(name, data) in TABLE.read_text().splitlines()
