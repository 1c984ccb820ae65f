"""The studio tells how well a melody suits each genre, in the browser."""

import json
import random
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings

from chartbusters.compositions.presets import presets
from chartbusters.compositions.sounding import NODE
from generation.genres.model import judge_melody, load_genres
from generation.music.document import to_document
from generation.music.melody import melody_track
from generation.music.parsing import parse
from generation.music.song import Song
from tests.generation.genres.tunes import lay_song
from tests.generation.music.songs import songs

JUDGE = Path(__file__).parents[3] / "frontend" / "tests" / "genres" / "judged.ts"


def model_says(song: Song) -> list[list[Any]] | None:
    suit = judge_melody(lay_song(song))
    if suit is None:
        return None
    columns = (load_genres().genres, suit.scores.tolist(), suit.shares.tolist(), suit.words)
    return [list(row) for row in zip(*columns, strict=True)]


def compare(wanted: list[Song]) -> None:
    documents = json.dumps([to_document(song) for song in wanted])
    ran = subprocess.run([NODE, JUDGE], input=documents.encode(), capture_output=True, check=True)
    for song, said in zip(wanted, json.loads(ran.stdout), strict=True):
        told = model_says(song)
        assert (said is None) == (told is None), song
        for (name, score, share, word), ours in zip(said or [], told or [], strict=True):
            assert [name, score, word] == [ours[0], ours[1], ours[3]], song
            assert share == pytest.approx(ours[2], abs=1e-9)


def test_it_works() -> None:
    compare([preset.song for preset in presets()])


def test_any_melodies() -> None:
    wanted: list[Song] = []

    @settings(max_examples=50, deadline=None, database=None)
    @given(songs())
    def collect(song: Song) -> None:
        assume(song.tracks and song.tracks[0].notes)
        wanted.append(song)

    collect()
    compare(wanted)


@pytest.mark.parametrize("corpus", ["openewld", "nottingham"])
def test_real_melodies(corpus: str, shared_data: Path) -> None:
    with zipfile.ZipFile(shared_data / f"{corpus}.zip") as pack:
        names = sorted(name for name in pack.namelist() if name.endswith(".mid"))
        chosen = random.Random(20261130).sample(names, 12)
        read = [parse(pack.read(name)).song for name in chosen]
    compare([song.with_tracks([song.tracks[melody_track(song)]]) for song in read])
