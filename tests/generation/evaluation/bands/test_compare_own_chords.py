"""A band beside the chords that people wrote for its tune."""

import numpy as np
import pytest

from generation.datasets.labelled_chords import Stretch
from generation.evaluation.bands.makers import Maker
from generation.evaluation.bands.own_chords import compare_own_chords, measure_agreement
from generation.harmony.symbols import Symbol
from generation.music.song import Song
from generation.music.theory import transpose
from tests.generation.evaluation.bands.bands import ROLES, band

BAR = 16
OWN = [Symbol(0, "major", 0), Symbol(9, "minor", 9), Symbol(5, "major", 5), Symbol(7, "major", 7)]
# Four bars of the band's chords, then others.
TOLD = [
    *(Stretch(BAR * bar, BAR * bar + BAR, symbol) for bar, symbol in enumerate(OWN)),
    Stretch(4 * BAR, 8 * BAR, Symbol(6, "major", 1)),
]


def test_it_works() -> None:
    found = measure_agreement(band(4), TOLD)
    assert found["time in the chords"] == 1
    assert found["the bass has the chord's"] == 1
    assert found["the melody's time in the chords"] == 1  # thirds


def test_what_the_chord_lacks_is_outside() -> None:
    """In the last four bars F sharp, A sharp, C sharp: nothing of C, A minor, F and G."""
    found = measure_agreement(band(8), TOLD)
    assert found["time in the chords"] == 0.5
    assert found["the bass has the chord's"] == 0.5


def test_a_band_that_is_four_bars_late_is_found() -> None:
    """Four bars of F sharp come before its chords, which it plays from the beginning."""
    moved = [stretch._replace(start=stretch.start + 64, stop=stretch.stop + 64) for stretch in TOLD]
    first = Stretch(0, 4 * BAR, TOLD[4].symbol)
    found = measure_agreement(band(8), [first, *moved[:4]])
    assert found["late: time in the chords"] == 0.5


@pytest.mark.parametrize("told", [[], [Stretch(0, 64, None)]])
def test_without_chords_nothing_is_told(told: list[Stretch]) -> None:
    assert set(measure_agreement(band(4), told).values()) == {None}


def test_makers_stand_beside_one_another() -> None:
    one = np.arange(1)
    songs = {"ours": band(4), "off": transposed(band(4))}
    makers = {name: Maker([song], ROLES, one, one, one) for name, song in songs.items()}
    table = compare_own_chords(makers, [TOLD])["makers"]
    assert table["ours"]["time in the chords"] == (1, 1, 1)
    assert table["off"]["time in the chords"][0] < 0.3


def transposed(song: Song) -> Song:
    """The band a tritone away from its melody."""
    return song.with_tracks([song.tracks[0], *transpose(song, 6).tracks[1:]])
