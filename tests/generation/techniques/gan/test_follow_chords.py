"""The band under chords that somebody wrote."""

from dataclasses import replace
from functools import cache
from itertools import chain
from typing import Any

import numpy as np
import pytest

from generation.catalogue import read_card
from generation.codecs.chart import lay_chart
from generation.codecs.grid import build_grid, encode_track
from generation.codecs.monophonic import LOWEST, REST
from generation.engine import Request, generate
from generation.music.song import ChordSign, Song, Track
from generation.music.theory import transpose
from generation.techniques.gan.following import (
    ABOVE,
    ALTERED,
    BELOW,
    INSIDE,
    OUTSIDE,
    STRIKE,
    follow,
)
from generation.techniques.gan.melody import PreparedMelody, encode_melody, prepare_melody
from generation.techniques.gan.sampler import choose_manner, heed_chart
from tests.generation.tunes import ode
from tests.generation.untrained import GAN

Q, BASS = 960, 0
SIGNS = tuple(
    ChordSign(4 * Q * bar, symbol)
    for bar, symbol in enumerate(("C", "G7/B", "Am", "Em", "C/E", "D7", "G7", "C"))
)
WRITTEN = replace(ode(), chords=SIGNS)


def state_of(pitch: int) -> int:
    return pitch - LOWEST + 1


@cache
def play(song: Song, model: str = "gan-pop", **wishes: Any) -> tuple[Track, ...]:
    """The tracks of the band."""
    return generate(Request("gan", song, model, 3, {"refine": 1, **wishes})).song.tracks[1:]


def prepare(song: Song) -> PreparedMelody:
    return prepare_melody(song, song.tracks[0].notes, choir=False)


def measure_inside(tracks: tuple[Track, ...]) -> float:
    """Share of the notes' time within the chords of `SIGNS`."""
    grid = build_grid(WRITTEN, 0, WRITTEN.end)
    tones = lay_chart(SIGNS, grid).tones
    notes = list(chain.from_iterable(track.notes for track in tracks if not track.drums))
    shares = [tones[grid.step_at(n.onset) : grid.step_at(n.end), n.pitch % 12] for n in notes]
    return float(np.concatenate(shares).mean())


def measure_bass(track: Track) -> float:
    """Share of the steps of the lowest part on the bass of the chord."""
    grid = build_grid(WRITTEN, 0, WRITTEN.end)
    state = encode_track(track.notes, grid).state
    steps = np.flatnonzero(state != REST)
    basses = lay_chart(SIGNS, grid).basses
    return float(basses[steps, (state[steps].astype(int) - 1 + LOWEST) % 12].mean())


@pytest.mark.parametrize("model", ["gan-pop", "gan-bach"])
def test_it_works(model: str) -> None:
    plain, band = play(replace(WRITTEN, chords=()), model), play(WRITTEN, model)
    assert measure_inside(band) > measure_inside(plain) + 0.1
    lowest = next(place for place, track in enumerate(band) if track.name == "Bass")
    assert measure_bass(band[lowest]) > measure_bass(plain[lowest]) + 0.1


def test_the_song_keeps_its_chords() -> None:
    assert generate(Request("gan", WRITTEN, "gan-pop", 3, {"refine": 0})).song.chords == SIGNS


def test_more_strength_follows_more_closely() -> None:
    shares = [measure_inside(play(WRITTEN, follow_chords=each)) for each in (0.0, 1.0, 2.0)]
    assert shares == sorted(shares) and shares[0] + 0.2 < shares[2]


@pytest.mark.parametrize("signs", [(ChordSign(0, "N.C."),), SIGNS])
def test_at_no_strength_or_under_no_chord_it_plays_as_without_signs(signs: Any) -> None:
    song = replace(WRITTEN, chords=signs)
    strength = 0.0 if signs is SIGNS else 2.0
    assert play(song, follow_chords=strength) == play(replace(WRITTEN, chords=()))


def test_chords_after_the_melody_change_nothing() -> None:
    late = replace(WRITTEN, chords=(ChordSign(WRITTEN.end + 100 * Q, "F#"),))
    assert play(late) == play(replace(WRITTEN, chords=()))


def test_it_leans_to_the_tones_of_the_chord() -> None:
    states, _ = follow(prepare(WRITTEN), GAN, BASS, 2.0)
    piano = states[1, 16]  # G7/B
    assert piano[state_of(65)] == piano[state_of(47)] == 2 * INSIDE
    assert piano[state_of(64)] == -2 * OUTSIDE and piano[REST] == 0


def test_other_tones_pass_in_the_second_half_of_a_beat() -> None:
    states, _ = follow(prepare(WRITTEN), GAN, BASS, 1.0)
    assert states[1, 16:20, state_of(64)].tolist() == [-OUTSIDE, -OUTSIDE, 0, 0]


def test_black_keys_gain_more_and_their_neighbours_lose_on_any_step() -> None:
    """The F# of D7 beside F, and an E, which is no neighbour."""
    states, _ = follow(prepare(WRITTEN), GAN, BASS, 1.0)
    sharp, plain, beyond = (states[1, 80:84, state_of(pitch)] for pitch in (66, 65, 64))
    assert (sharp == INSIDE + ALTERED).all()
    assert plain.tolist() == [-OUTSIDE - ALTERED] * 2 + [-ALTERED] * 2
    assert beyond.tolist() == [-OUTSIDE, -OUTSIDE, 0, 0]


def test_the_lowest_voice_leans_to_the_bass_of_the_chord() -> None:
    states, _ = follow(prepare(WRITTEN), GAN, BASS, 1.0)
    assert states[BASS, 16, state_of(47)] == INSIDE + BELOW
    assert states[BASS, 16, state_of(43)] == INSIDE - ABOVE
    assert states[BASS, 16, state_of(48)] == -OUTSIDE and states[BASS, 16, REST] == 0


def test_voices_begin_where_another_chord_begins() -> None:
    _, changes = follow(prepare(WRITTEN), GAN, BASS, 1.0)
    assert (changes == STRIKE * (np.arange(changes.shape[1]) % 16 == 0)).all()


def test_it_leans_in_the_key_of_the_network() -> None:
    moved, plain = (follow(prepare(transpose(WRITTEN, by)), GAN, BASS, 1.0) for by in (3, 0))
    assert (moved.states == plain.states).all()


def test_a_card_of_before_follows_too() -> None:
    """It has no such parameter."""
    prepared, card = prepare(WRITTEN), read_card("gan", "gan-pop")
    melody = encode_melody(prepared, bars_known=True)
    manner = choose_manner({}, GAN, melody, np.zeros(GAN.texture), 1.0)
    assert heed_chart(manner, card, prepared, GAN, {}).leanings.states.any()


def test_steps_are_padded_to_whole_bars() -> None:
    song = replace(WRITTEN, meters=(WRITTEN.meters[0]._replace(numerator=3),))
    assert follow(prepare(song), GAN, BASS, 1.0).states.shape[1] % 16 == 0
