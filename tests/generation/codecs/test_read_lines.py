"""Lines: one voice on the grid, and back to notes."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from generation.codecs.monophonic import (
    LOWEST,
    PITCHES,
    REST,
    Cell,
    decode_cells,
    encode_latest,
    encode_skyline,
    transpose_line,
)


@st.composite
def tunes(draw: st.DrawFn) -> list[Cell]:
    """Notes one after another, some with rests between them."""
    cells, at = [], 0
    for _ in range(draw(st.integers(0, 12))):
        at += draw(st.integers(0, 4))
        length = draw(st.integers(1, 6))
        cells.append(Cell(at, at + length, draw(st.integers(LOWEST, LOWEST + PITCHES - 1))))
        at += length
    return cells


@given(tunes())
def test_it_works(tune: list[Cell]) -> None:
    assert decode_cells(encode_skyline(tune, 128)) == tune


@given(tunes())
def test_it_keeps_a_tune_in_a_latest_line(tune: list[Cell]) -> None:
    assert decode_cells(encode_latest(tune, 128)) == tune


def test_it_takes_the_highest_note_of_a_chord() -> None:
    chord = [Cell(0, 4, 60), Cell(0, 4, 67), Cell(0, 8, 64)]
    assert decode_cells(encode_skyline(chord, 8)) == [Cell(0, 4, 67), Cell(4, 8, 64)]


def test_it_ends_a_note_where_the_next_begins() -> None:
    assert decode_cells(encode_latest([Cell(0, 8, 60), Cell(4, 6, 62)], 8)) == [
        Cell(0, 4, 60),
        Cell(4, 6, 62),
    ]


def test_it_keeps_a_repeated_note_apart() -> None:
    assert decode_cells(encode_skyline([Cell(0, 4, 60), Cell(4, 8, 60)], 8)) == [
        Cell(0, 4, 60),
        Cell(4, 8, 60),
    ]


def test_it_folds_pitches_that_no_voice_has() -> None:
    assert decode_cells(encode_skyline([Cell(0, 4, 2), Cell(4, 8, 126)], 8)) == [
        Cell(0, 4, 26),
        Cell(4, 8, 90),
    ]


@given(tunes(), st.integers(-12, 12))
def test_it_transposes_pitch_classes(tune: list[Cell], shift: int) -> None:
    line = encode_skyline(tune, 128)
    moved = transpose_line(line, shift)
    sounding = line.state != REST
    assert np.array_equal(sounding, moved.state != REST)
    before, after = line.state[sounding].astype(int), moved.state[sounding].astype(int)
    assert np.all((after - before - shift) % 12 == 0)
