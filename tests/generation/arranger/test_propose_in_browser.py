"""The studio puts the chords of the arranger's pop band under a melody, in the browser."""

import json
import random
import subprocess
import zipfile
from pathlib import Path

import pytest
from hypothesis import assume, given, settings

from chartbusters.compositions.presets import presets
from chartbusters.compositions.sounding import NODE
from generation.arranger.styles import find_harmony
from generation.music.document import to_document
from generation.music.melody import melody_track
from generation.music.parsing import parse
from generation.music.song import Song
from tests.generation.music.songs import songs

PROPOSER = Path(__file__).parents[3] / "frontend" / "tests" / "harmony" / "proposed.ts"
CORPORA = ("openewld", "nottingham", "pop909")


def arranger_says(song: Song) -> list[list[int]]:
    sheet = find_harmony(song, 0)
    ticks = sheet.grid.ticks.tolist()
    return [
        [ticks[chord.start], ticks[chord.stop], chord.symbol.bass, *chord.classes]
        for chord in sheet.chords
    ]


def compare(wanted: list[Song]) -> None:
    documents = json.dumps([to_document(song) for song in wanted])
    ran = subprocess.run(
        [NODE, PROPOSER], input=documents.encode(), capture_output=True, check=True
    )
    for song, said in zip(wanted, json.loads(ran.stdout), strict=True):
        assert said == arranger_says(song), song


def test_it_works() -> None:
    compare([preset.song for preset in presets()])


def test_any_melodies() -> None:
    wanted: list[Song] = []

    @settings(max_examples=100, deadline=None, database=None)
    @given(songs())
    def collect(song: Song) -> None:
        assume(song.tracks and song.tracks[0].notes)
        wanted.append(song)

    collect()
    compare(wanted)


@pytest.mark.parametrize("corpus", CORPORA)
def test_real_melodies(corpus: str, shared_data: Path) -> None:
    with zipfile.ZipFile(shared_data / f"{corpus}.zip") as pack:
        names = sorted(name for name in pack.namelist() if name.endswith(".mid"))
        chosen = random.Random(20261130).sample(names, 12)
        read = [parse(pack.read(name)).song for name in chosen]
    compare([song.with_tracks([song.tracks[melody_track(song)]]) for song in read])
