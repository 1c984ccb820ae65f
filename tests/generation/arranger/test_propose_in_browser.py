"""The studio puts the chords of the arranger's pop band under a melody, in the browser."""

from pathlib import Path

import pytest

from chartbusters.compositions.presets import presets
from generation.arranger.styles import find_harmony
from generation.music.song import Song
from tests.generation.in_browser import ask_page, draw_melodies, read_melodies

CORPORA = ("openewld", "nottingham", "pop909")


def arranger_says(song: Song) -> list[list[int]]:
    sheet = find_harmony(song, 0)
    ticks = sheet.grid.ticks.tolist()
    return [
        [ticks[chord.start], ticks[chord.stop], chord.symbol.bass, *chord.classes]
        for chord in sheet.chords
    ]


def compare(wanted: list[Song]) -> None:
    for song, said in zip(wanted, ask_page("harmony/proposed.ts", wanted), strict=True):
        assert said == arranger_says(song), song


def test_it_works() -> None:
    compare([preset.song for preset in presets()])


def test_any_melodies() -> None:
    compare(draw_melodies(100))


@pytest.mark.parametrize("corpus", CORPORA)
def test_real_melodies(corpus: str, shared_data: Path) -> None:
    compare(read_melodies(shared_data / f"{corpus}.zip"))
