"""The studio tells how well a melody suits each genre, in the browser."""

from pathlib import Path
from typing import Any

import pytest

from chartbusters.compositions.presets import presets
from generation.genres.model import judge_melody, load_genres
from generation.music.song import Song
from tests.generation.genres.tunes import lay_song
from tests.generation.in_browser import ask_page, draw_melodies, read_melodies


def model_says(song: Song) -> list[list[Any]] | None:
    suit = judge_melody(lay_song(song))
    if suit is None:
        return None
    columns = (load_genres().genres, suit.scores.tolist(), suit.shares.tolist(), suit.words)
    return [list(row) for row in zip(*columns, strict=True)]


def compare(wanted: list[Song]) -> None:
    for song, said in zip(wanted, ask_page("genres/judged.ts", wanted), strict=True):
        told = model_says(song)
        assert (said is None) == (told is None), song
        for (name, score, share, word), ours in zip(said or [], told or [], strict=True):
            assert [name, score, word] == [ours[0], ours[1], ours[3]], song
            assert share == pytest.approx(ours[2], abs=1e-9)


def test_it_works() -> None:
    compare([preset.song for preset in presets()])


def test_any_melodies() -> None:
    compare(draw_melodies(50))


@pytest.mark.parametrize("corpus", ["openewld", "nottingham"])
def test_real_melodies(corpus: str, shared_data: Path) -> None:
    compare(read_melodies(shared_data / f"{corpus}.zip"))
