"""Chords where nobody wrote any."""

from dataclasses import replace

import numpy as np

from generation.catalogue import read_card
from generation.music.song import ChordSign
from generation.techniques.gan.melody import PreparedMelody, prepare_melody
from generation.techniques.gan.supposing import choose_chords
from tests.generation.tunes import ode

JAZZ = read_card("gan", "gan-jazz")
STRENGTH = 1.3


def prepare(*chords: ChordSign) -> PreparedMelody:
    song = replace(ode(), chords=chords)
    return prepare_melody(song, song.tracks[0].notes, choir=False)


def test_it_works() -> None:
    """The Ode to Joy is in C in the network's key, and ends there."""
    prepared = prepare()
    found = choose_chords(prepared, JAZZ, STRENGTH, alone=True)
    assert found.strength == JAZZ.options["supposed"]
    assert found.prepared.chart.told.all() and len(found.prepared.chart.place) == len(
        prepared.chart.place
    )
    last = found.prepared.chart.tones[-1]
    assert np.flatnonzero(last)[:3].tolist() == [0, 4, 7]


def test_written_chords_are_followed_as_somebody_wishes() -> None:
    prepared = prepare(ChordSign(0, "G7"))
    found = choose_chords(prepared, JAZZ, STRENGTH, alone=True)
    assert found.prepared is prepared and found.strength == STRENGTH


def test_chords_that_are_not_to_be_followed_are_as_none() -> None:
    found = choose_chords(prepare(ChordSign(0, "Db7")), JAZZ, 0.0, alone=True)
    plain = choose_chords(prepare(), JAZZ, STRENGTH, alone=True)
    assert found.prepared.chart.chords == plain.prepared.chart.chords
    assert found.strength == plain.strength


def test_a_band_that_hears_others_listens_to_them_instead() -> None:
    prepared = prepare()
    assert choose_chords(prepared, JAZZ, STRENGTH, alone=False).prepared is prepared


def test_a_card_without_the_option_supposes_nothing() -> None:
    card, prepared = replace(JAZZ, options={}), prepare()
    assert choose_chords(prepared, card, STRENGTH, alone=True).prepared is prepared
