"""Songs to four voices, and back."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generation.codecs.chorale import (
    HIGHEST,
    LOWEST,
    RANGES,
    REST,
    decode_states,
    encode_pitch,
    encode_pitches,
    encode_voices,
    find_runs,
    find_transpositions,
    find_vocal_shift,
    separate_voices,
    transpose_states,
)
from generation.codecs.grid import build_grid
from generation.music.song import Note, Song, Track
from tests.generation.choir import piece
from tests.generation.tunes import ode

Q = 960


def seats(*notes: Note) -> list[tuple[int, int, int, int]]:
    song = Song((Track(notes),))
    grid = build_grid(song, song.tracks[0].notes[0].onset, song.end)
    return [
        (seat.voice, seat.start, seat.stop, seat.note.pitch)
        for seat in separate_voices(song.tracks[0].notes, grid)
    ]


def test_it_works() -> None:
    chords = [Note(0, 72, Q), Note(0, 60, Q), Note(0, 67, Q), Note(Q, 74, Q)]
    assert seats(*chords) == [(0, 0, 4, 72), (1, 0, 4, 67), (2, 0, 4, 60), (0, 4, 8, 74)]


def test_it_seats_a_melody_as_soprano() -> None:
    tune = ode().tracks[0].notes
    grid = build_grid(ode(), 0, ode().end)
    assert {seat.voice for seat in separate_voices(tune, grid)} == {0}
    assert len(separate_voices(tune, grid)) == len(tune)


def test_it_handles_a_slurred_melody() -> None:
    assert [
        voice for voice, *_ in seats(Note(0, 72, Q + 50), Note(Q, 71, Q + 50), Note(2 * Q, 69, Q))
    ] == [0, 0, 0]


def test_it_leaves_out_what_is_too_fast_or_too_many() -> None:
    assert len(seats(Note(0, 72, 100), Note(100, 74, 100))) == 1
    assert len(seats(*(Note(0, 60 + n, Q) for n in range(6)))) == 4


@given(
    st.lists(
        st.tuples(st.integers(0, 40), st.integers(0, 127), st.integers(1, 16)),
        min_size=1,
        max_size=30,
    )
)
def test_it_never_seats_two_at_once_in_one_voice(rows: list[tuple[int, int, int]]) -> None:
    found = seats(*(Note(start * Q // 4, pitch, length * Q // 4) for start, pitch, length in rows))
    for voice in range(4):
        spans = sorted((start, stop) for v, start, stop, _ in found if v == voice)
        assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))


@pytest.mark.parametrize(("pitch", "shift"), [(72, 0), (48, 24), (36, 36), (108, -36)])
def test_it_moves_a_track_into_the_sopranos_range_by_octaves(pitch: int, shift: int) -> None:
    song = Song((Track(tuple(Note(n * Q, pitch + n % 5, Q) for n in range(8))),))
    found = find_vocal_shift(separate_voices(song.tracks[0].notes, build_grid(song, 0, song.end)))
    assert found % 12 == 0
    assert RANGES[0][0] <= pitch + found <= RANGES[0][1]
    assert found == shift


def test_it_gives_every_pitch_a_state() -> None:
    assert all(1 <= encode_pitch(pitch) <= HIGHEST - LOWEST + 1 for pitch in range(-40, 200))
    assert encode_pitch(60) == 60 - LOWEST + 1


def test_it_sings_what_is_seated() -> None:
    song = Song((Track((Note(0, 72, Q), Note(2 * Q, 74, Q))),))
    states = encode_voices(
        separate_voices(song.tracks[0].notes, build_grid(song, 0, song.end)), 16, -12
    )
    assert decode_states(states)[0].tolist() == [60] * 4 + [-1] * 4 + [62] * 4 + [-1] * 4
    assert (states[1:] == REST).all()


def test_it_goes_from_pitches_to_states_and_back() -> None:
    frames = np.array([[72, 67, -1, 48], [-1, 67, 60, 36]], np.int16)
    assert (frames == decode_states(encode_pitches(frames)).T).all()


def test_it_transposes_within_the_voices_ranges() -> None:
    for shift in find_transpositions(piece()):
        moved = decode_states(transpose_states(piece(), shift))
        assert all(
            low <= line.min() and line.max() <= high
            for line, (low, high) in zip(moved, RANGES, strict=True)
        )
    assert (decode_states(transpose_states(piece(), 2)) == decode_states(piece()) + 2).all()


def test_it_finds_runs() -> None:
    assert find_runs(np.array([1, 1, 2, 2, 2, 1])) == [(0, 2), (2, 5), (5, 6)]
