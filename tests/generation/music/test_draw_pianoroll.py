"""Tracks as piano rolls and back."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from generation.music import Note, Track
from generation.music.pianoroll import from_pianoroll, to_onsets, to_pianoroll

C_MAJOR = Track(tuple(Note(0, pitch, 960, 100) for pitch in (60, 64, 67)), program=4)


def test_it_works() -> None:
    roll = to_pianoroll(C_MAJOR, steps_per_quarter=4)
    assert roll.shape == (4, 128) and roll.sum() == 4 * 3 * 100
    assert np.flatnonzero(roll[0]).tolist() == [60, 64, 67]
    assert from_pianoroll(roll, track=C_MAJOR) == C_MAJOR


@given(
    st.dictionaries(
        st.tuples(st.integers(0, 127), st.integers(0, 15)),
        st.tuples(st.integers(1, 4), st.integers(1, 127)),
        max_size=30,
    )
)
def test_it_keeps_what_lies_on_the_grid(cells: dict[tuple[int, int], tuple[int, int]]) -> None:
    # Four steps for each place, so that notes of one pitch touch and never overlap.
    track = Track(
        tuple(Note(at * 960, pitch, size * 240, vel) for (pitch, at), (size, vel) in cells.items())
    )
    roll, onsets = to_pianoroll(track, 4), to_onsets(track, 4)
    assert from_pianoroll(roll, onsets, 4) == track


def test_onsets_tell_repeated_notes_from_held_ones() -> None:
    twice = Track((Note(0, 60, 480), Note(480, 60, 480)))
    assert len(from_pianoroll(to_pianoroll(twice)).notes) == 1
    assert len(from_pianoroll(to_pianoroll(twice), to_onsets(twice)).notes) == 2


def test_it_handles_short_notes_cuts_and_silence() -> None:
    assert to_pianoroll(Track((Note(10, 60, 1),)), 4).shape == (1, 128)
    assert to_pianoroll(C_MAJOR, 4, steps=2).shape == (2, 128)
    assert to_pianoroll(Track()).shape == (0, 128)
