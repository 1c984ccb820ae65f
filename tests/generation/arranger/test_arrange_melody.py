"""The arranger's bands and its choir."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from generation.arranger.styles import STYLES, arrange, find_harmony
from generation.arranger.voicing import (
    Choose,
    list_spreads,
    take_power,
    take_shell,
    take_upper,
)
from generation.catalogue import read_card
from generation.codecs.instrumentation import Part
from generation.harmony.symbols import QUALITIES, Chord, Symbol
from generation.music.song import ChordSign, Note, Song
from generation.techniques.gan.accompanying import read_parts
from generation.techniques.gan.card import CARDS
from tests.generation.tunes import grace, jig, ode

TUNES = {"4/4": ode(), "3/4": grace(), "6/8": jig()}


def parts_of(style: str) -> list[Part]:
    return read_parts(read_card("gan", CARDS["bach" if style == "bach" else "pop"]["name"]))


def band_of(style: str, song: Song, seed: int = 0) -> Song:
    return arrange(style, song, 0, parts_of(style), seed)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("song", TUNES.values(), ids=TUNES)
def test_it_works(style: str, song: Song) -> None:
    band = band_of(style, song)
    assert band.tracks[0] == song.tracks[0]
    assert [track.name for track in band.tracks[1:]] == [part.name for part in parts_of(style)]
    silent = {"Drums"} if style == "symphony" else set()
    assert {track.name for track in band.tracks if not track.notes} == silent
    assert band.digest == band_of(style, song).digest


@pytest.mark.parametrize("style", [style for style in STYLES if style != "bach"])
def test_a_seed_draws_other_patterns(style: str) -> None:
    assert len({band_of(style, ode(), seed).digest for seed in range(4)}) > 1


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("song", TUNES.values(), ids=TUNES)
def test_it_ends_on_the_last_chord(style: str, song: Song) -> None:
    """The bass holds the root of the last chord to the end of the bar, and nothing begins
    later than the band's last chord."""
    sheet, band = find_harmony(song, 0, style), band_of(style, song)
    bass = next(track for track in band.tracks if track.name == "Bass").notes[-1]
    assert bass.pitch % 12 == sheet.chords[-1].symbol.root == sheet.key.tonic
    assert bass.end == sheet.grid.ticks[-1]


ODD = ("Bbdim", "C/D", "F#aug/A", "Ebm7b5", "G#sus4", "N.C.")


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("song", TUNES.values(), ids=TUNES)
def test_it_plays_the_chords_that_are_written(style: str, song: Song) -> None:
    bar = song.meters[0].bar_ticks
    signs = tuple(ChordSign(bar * number, symbol) for number, symbol in enumerate(ODD))
    written = replace(song, chords=signs)
    symbols = {chord.symbol for chord in find_harmony(written, 0, style).chords}
    assert {Symbol(0, "major", 2), Symbol(6, "major", 9)} <= symbols
    band = band_of(style, written)
    assert band.chords == signs and band.tracks[1:] != band_of(style, song).tracks[1:]


def test_a_walking_bass_walks() -> None:
    """Quarters that rarely stay and mostly move by less than a fifth."""
    notes = band_of("jazz", ode()).tracks[1].notes[:-1]
    moves = np.abs(np.diff([note.pitch for note in notes]))
    assert {note.length for note in notes[:-1]} <= {960, 920}
    assert (moves == 0).mean() < 0.1
    assert (moves <= 7).mean() > 0.9


@pytest.mark.parametrize("choose", [take_upper, take_shell, take_power])
def test_every_chord_has_three_voices(choose: Choose) -> None:
    for quality, root in product(QUALITIES, range(12)):
        chord = Chord(0, 8, Symbol(root, quality, root))
        assert len(list_spreads(choose(chord), 40, 63))


def test_a_choir_sings_no_parallels() -> None:
    """Between beats: no fifth follows a fifth, no octave an octave, in any two voices."""
    song = ode()
    band = band_of("bach", song)
    beats = [sounding(band, 960 * beat) for beat in range(32)]
    assert count_parallels(np.array(beats)) == 0


def sounding(song: Song, tick: int) -> list[int]:
    return [sung(track.notes, tick) for track in song.tracks]


def sung(notes: tuple[Note, ...], tick: int) -> int:
    return [note.pitch for note in notes if note.onset <= tick][-1]


def count_parallels(beats: np.ndarray) -> int:
    found = 0
    for high in range(4):
        for low in range(high + 1, 4):
            gap = (beats[:, high] - beats[:, low]) % 12
            moved = (np.diff(beats[:, high]) != 0) & (np.diff(beats[:, low]) != 0)
            found += int((moved & (gap[1:] == gap[:-1]) & np.isin(gap[1:], (0, 7))).sum())
    return found
