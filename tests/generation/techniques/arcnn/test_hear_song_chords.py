"""The chords of a song's other tracks, as the Bach editor hears them."""

from dataclasses import replace

import numpy as np

from generation.codecs.chart import lay_chart
from generation.codecs.chorale import REST, encode_pitch
from generation.codecs.grid import build_grid
from generation.engine import Request, generate
from generation.music.song import ChordSign, Note, Song, Track
from generation.techniques.arcnn.song_chords import AGREE, BELOW, WRITTEN, hear_chords
from tests.generation.tunes import ode

Q = 960
TRIAD = Track(tuple(Note(4 * Q, pitch, 4 * Q) for pitch in (53, 57, 60)), name="Chords")
FIFTH = Track((Note(0, 48, 4 * Q), Note(0, 55, 4 * Q)), name="Fifth")
DRUMS = Track(tuple(Note(0, pitch, 16 * Q) for pitch in (36, 38, 42, 46)), drums=True)


def hear(song: Song, shift: int = 0) -> np.ndarray:
    """What the soprano gains."""
    return hear_voices(song, shift)[0]


def hear_voices(song: Song, shift: int = 0) -> np.ndarray:
    tune = song.tracks[0]
    return hear_chords(song, 0, build_grid(song, tune.notes[0].onset, tune.end), shift)


def test_it_works() -> None:
    heard = hear(ode().with_tracks([*ode().tracks, TRIAD]))
    assert not heard[:16].any() and not heard[32:].any()
    assert heard[20, encode_pitch(65)] == heard[20, encode_pitch(48)] == AGREE
    assert heard[20, encode_pitch(67)] == heard[20, REST] == 0


def test_a_shifted_melody_hears_shifted_chords() -> None:
    heard = hear(ode().with_tracks([*ode().tracks, TRIAD]), shift=2)
    assert heard[20, encode_pitch(67)] == AGREE
    assert heard[20, encode_pitch(65)] == 0


def test_fewer_than_three_notes_drums_and_the_track_itself_are_no_chord() -> None:
    assert not hear(ode().with_tracks([*ode().tracks, FIFTH, DRUMS])).any()
    assert not hear(Song((TRIAD,))).any()


WRITTEN_OVER = replace(
    ode(), chords=(ChordSign(4 * Q, "F"), ChordSign(8 * Q, "N.C."), ChordSign(12 * Q, "C/E"))
)


def test_a_written_chord_is_heard_too() -> None:
    heard = hear(WRITTEN_OVER)
    assert not heard[:16].any() and not heard[32:48].any()
    assert heard[20, encode_pitch(65)] == WRITTEN and heard[20, encode_pitch(67)] == 0
    assert heard[-1, encode_pitch(60)] == WRITTEN


def test_a_written_chord_comes_before_what_sounds() -> None:
    other = Track(tuple(Note(0, pitch, 16 * Q) for pitch in (50, 54, 57)), name="D")
    heard = hear(WRITTEN_OVER.with_tracks([*ode().tracks, other]))
    assert heard[0, encode_pitch(54)] == AGREE
    assert heard[20, encode_pitch(54)] == heard[40, encode_pitch(54)] == 0


def test_the_bass_leans_to_the_bass_of_a_written_chord() -> None:
    voices = hear_voices(WRITTEN_OVER)
    assert (voices[:, 50, encode_pitch(52)] == WRITTEN + BELOW * np.array([0, 0, 0, 1])).all()
    assert (voices[:, 50, encode_pitch(55)] == WRITTEN).all()


def test_the_choir_sings_the_chords_that_are_written() -> None:
    """Under a chart that nobody would find."""
    signs = (ChordSign(0, "C"), ChordSign(8 * Q, "Am7"), ChordSign(16 * Q, "Em/G"))
    written, wish = replace(ode(), chords=signs), {"mode": "harmonise", "iterations": 40}
    plain, made = (
        generate(Request("arcnn", song, "arcnn-bach", 1, wish)).song for song in (ode(), written)
    )
    assert measure_inside(made, signs) > measure_inside(plain, signs) + 0.2
    assert made.chords == signs


def measure_inside(song: Song, signs: tuple[ChordSign, ...]) -> float:
    """Share of the time of the added voices within chords."""
    grid = build_grid(song, 0, song.end)
    tones, notes = lay_chart(signs, grid).tones, [n for t in song.tracks[1:] for n in t.notes]
    shares = [tones[grid.step_at(n.onset) : grid.step_at(n.end), n.pitch % 12] for n in notes]
    return float(np.concatenate(shares).mean())
