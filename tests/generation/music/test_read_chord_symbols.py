"""Chord symbols are read as musicians mean them."""

import pytest

from generation.music import ChordSign, Song, transpose
from generation.music.chord_symbols import KINDS, LONGEST, WrittenChord, is_symbol, read_symbol


def test_it_works() -> None:
    assert read_symbol("G7/B") == WrittenChord(7, "7", 11)
    assert read_symbol("F#m7b5") == WrittenChord(6, "m7b5", 6)


@pytest.mark.parametrize(("one", "other"), [("C#", "Db"), ("Cb", "B"), ("E#m/B#", "Fm/C")])
def test_the_same_tone_has_several_names(one: str, other: str) -> None:
    assert read_symbol(one) == read_symbol(other)


def test_it_tells_the_tones() -> None:
    chord = read_symbol("Am7")
    assert chord and chord.classes == (9, 0, 4, 7)


def test_no_chord_is_none() -> None:
    assert read_symbol("N.C.") is None


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_a_symbol(kind: str) -> None:
    symbol = f"F#{kind}/Bb"
    assert is_symbol(symbol) and len(symbol) <= LONGEST


def test_it_rejects_nonsense() -> None:
    with pytest.raises(ValueError, match="no chord symbol"):
        read_symbol("Hm")


def test_it_moves_with_the_song() -> None:
    song = Song(chords=(ChordSign(0, "G#m7b5/D"), ChordSign(960, "N.C."), ChordSign(1920, "Cb")))
    moved = [sign.symbol for sign in transpose(song, 2).chords]
    assert moved == ["Bbm7b5/E", "N.C.", "Db"]
