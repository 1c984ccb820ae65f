"""Lead sheets for the table of a genre without real bands, and what its model learnt from."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from generation.datasets.openewld import ChordSheet
from generation.music.midi import write_midi
from generation.music.song import Note, Song, Track
from generation.techniques.gan.genres import subjects
from generation.techniques.gan.genres.instruments import read_parts
from generation.techniques.gan.genres.roles import BandPiece
from generation.techniques.gan.genres.subjects import load_learnt, read_sheet
from tests.generation.techniques.gan.genres.scores import band

QUARTER = 960
CHORDS = [
    {"beat": 0.0, "root": 0, "kind": "major", "bass": 0},
    {"beat": 4.0, "root": 7, "kind": "dominant", "bass": 11},
    {"beat": 6.0, "root": 0, "kind": "none", "bass": 0},
]


def sheet() -> ChordSheet:
    tune = Track(tuple(Note(n * QUARTER, 72 + n, QUARTER) for n in range(8)))
    chords = Track((Note(0, 48, 8 * QUARTER), Note(0, 52, 8 * QUARTER)))
    return ChordSheet("tune", "jazz", write_midi(Song((tune, chords))), CHORDS)


def test_it_works() -> None:
    subject = read_sheet(sheet(), 3)
    assert [note.pitch for note in subject.melody.tracks[0].notes] == list(range(72, 80))
    assert len(subject.melody.tracks) == 1  # nobody is told the chords
    assert subject.melody.chords == ()
    assert subject.real is None
    assert (subject.piece, subject.sharing) == (3, 3)


def test_chords_last_until_the_next() -> None:
    first, second, none = read_sheet(sheet(), 0).chords
    assert first[:2] == (0, 16)
    assert second[:2] == (16, 24)
    assert none[:2] == (24, 32)
    assert second.symbol is not None
    assert (second.symbol.root, second.symbol.quality, second.symbol.bass) == (7, "dominant 7", 11)
    assert none.symbol is None


@pytest.fixture
def learnt(monkeypatch: pytest.MonkeyPatch) -> list[Song]:
    """A long rock piece with drums, and one whose drums are to come from a groove."""
    asked: list[str] = []
    piece = band(120)

    def read_bands(folder: Path, split: str) -> list[BandPiece]:
        asked.append(split)
        return [piece, replace(piece, drums=None)]

    monkeypatch.setitem(subjects.READERS, "rock", read_bands)
    found = load_learnt("rock", Path(), read_parts("rock"))
    assert asked == ["train"]
    return found


def test_the_whole_of_what_was_learnt_is_known(learnt: list[Song]) -> None:
    bars = [round(song.tracks[0].end / (4 * QUARTER)) for song in learnt]
    assert sum(bars) == 2 * 120
    assert max(bars) == 48


def test_every_part_has_its_place(learnt: list[Song]) -> None:
    assert {len(song.tracks) for song in learnt} == {6}
    strokes = np.array([len(song.tracks[-1].notes) for song in learnt])
    assert (strokes[:3] > 0).all()
    assert (strokes[3:] == 0).all()
