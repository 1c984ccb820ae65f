"""Written chords on the grid of a song."""

import numpy as np

from generation.codecs.chart import NOWHERE, Chart, lay_chart
from generation.codecs.grid import build_grid
from generation.music.song import ChordSign
from tests.generation.tunes import jig, ode

Q = 960


def lay(*signs: ChordSign) -> Chart:
    song = ode()
    return lay_chart(signs, build_grid(song, 0, song.tracks[0].end))


def classes(row: np.ndarray) -> list[int]:
    return np.flatnonzero(row).tolist()


def test_it_works() -> None:
    chart = lay(ChordSign(4 * Q, "Am7"), ChordSign(8 * Q, "G/B"))
    assert (chart.place[:16] == NOWHERE).all() and not chart.told[:16].any()
    assert classes(chart.tones[16]) == classes(chart.tones[31]) == [0, 4, 7, 9]
    assert classes(chart.basses[16]) == [9] and classes(chart.basses[-1]) == [11]
    assert np.flatnonzero(chart.begins).tolist() == [16, 32]


def test_a_strange_bass_is_a_tone_of_the_chord() -> None:
    assert classes(lay(ChordSign(0, "C/D")).tones[0]) == [0, 2, 4, 7]


def test_no_chord_is_told_and_has_no_tones() -> None:
    chart = lay(ChordSign(0, "C"), ChordSign(4 * Q, "N.C."))
    assert chart.told.all() and not chart.tones[16:].any() and not chart.begins[1:].any()


def test_the_same_chord_once_more_does_not_begin() -> None:
    chart = lay(ChordSign(0, "C#"), ChordSign(4 * Q, "Db"), ChordSign(8 * Q, "Db7"))
    assert np.flatnonzero(chart.begins).tolist() == [0, 32]


def test_it_moves_to_another_key() -> None:
    moved = lay(ChordSign(0, "Am/E"), ChordSign(4 * Q, "N.C.")).move(5)
    assert classes(moved.tones[0]) == [2, 5, 9] and classes(moved.basses[0]) == [9]
    assert not moved.tones[16:].any()


def test_a_sign_between_two_steps_holds_from_the_nearer() -> None:
    assert np.argmax(lay(ChordSign(4 * Q + 100, "C")).told) == 16
    assert np.argmax(lay(ChordSign(4 * Q + 140, "C")).told) == 17


def test_a_sign_before_the_melody_holds_and_one_after_it_does_not() -> None:
    song = jig()
    grid = build_grid(song, song.meters[0].bar_ticks, song.tracks[0].end)
    chart = lay_chart([ChordSign(0, "D"), ChordSign(song.end + 10**6, "E")], grid)
    assert classes(chart.tones[0]) == classes(chart.tones[-1]) == [2, 6, 9]


def test_without_signs_nothing_is_told() -> None:
    assert not lay().told.any() and not lay().tones.any() and not lay().begins.any()
