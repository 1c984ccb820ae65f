"""Chords are read from all that sounds, and told where they change."""

from itertools import chain

import pytest

from generation.listening.signs import read_signs
from generation.music.song import TICKS_PER_QUARTER, ChordSign, Meter, Note, Song, Track

BEAT = TICKS_PER_QUARTER
MAJOR, MINOR, DIMINISHED = (0, 4, 7), (0, 3, 7), (0, 3, 6, 9)


def struck(chords: list[tuple[int, tuple[int, ...]]], beats: int, meter: tuple[int, int]) -> Song:
    """Chords one after another, as many beats each; a root of 0 is the C below the middle one."""
    length = beats * BEAT
    notes = chain.from_iterable(
        strike(length * place, 48 + root, shape, length)
        for place, (root, shape) in enumerate(chords)
    )
    return Song((Track(tuple(notes)),), meters=(Meter(0, *meter),))


def strike(onset: int, root: int, shape: tuple[int, ...], length: int) -> list[Note]:
    return [Note(onset, root + step, length) for step in shape]


def test_chords_are_named_where_they_change() -> None:
    song = struck([(0, MAJOR), (0, MAJOR), (9, MINOR), (5, MAJOR)], 2, (4, 4))
    assert read_signs(song) == [
        ChordSign(0, "C"),
        ChordSign(4 * BEAT, "Am"),
        ChordSign(6 * BEAT, "F"),
    ]


@pytest.mark.parametrize("meter", [(3, 4), (6, 8)])
def test_bars_that_are_not_of_four_have_one_each(meter: tuple[int, int]) -> None:
    song = struck([(7, MAJOR), (0, MAJOR)], 3, meter)
    assert read_signs(song) == [ChordSign(0, "G"), ChordSign(3 * BEAT, "C")]


def test_another_bass_is_told() -> None:
    song = struck([(0, (4, 7, 12))], 4, (4, 4))
    assert [sign.symbol for sign in read_signs(song)] == ["C/E"]


def test_flats_are_spelled() -> None:
    assert [sign.symbol for sign in read_signs(struck([(3, MAJOR)], 4, (4, 4)))] == ["Eb"]
    assert read_signs(struck([(2, DIMINISHED)], 4, (4, 4)))[0].symbol.endswith("dim")


def test_silence_ends_a_chord() -> None:
    song = struck([(0, MAJOR), (0, ()), (0, MAJOR)], 4, (4, 4))
    assert [sign.symbol for sign in read_signs(song)] == ["C", "", "C"]


def test_drums_are_no_chord() -> None:
    drums = Track((Note(0, 36, BEAT),), drums=True)
    assert read_signs(Song((drums,))) == [] == read_signs(Song())
