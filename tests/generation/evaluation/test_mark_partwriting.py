"""Faults and figures of four voices, on chords one can hear in the head."""

import numpy as np
import pytest

from generation.evaluation.partwriting import (
    measure_chord_tones,
    measure_crossings,
    measure_out_of_range,
    measure_parallels,
    measure_piece,
    measure_time_in_scale,
)

C, D, G = (72, 67, 64, 48), (74, 69, 66, 50), (74, 67, 59, 55)


def chords(*rows: tuple[int, ...]) -> np.ndarray:
    return np.array(rows, np.int16).T


def held(*rows: tuple[int, ...]) -> np.ndarray:
    """A chord a beat, on steps."""
    return chords(*rows).repeat(4, axis=1)


def test_it_works() -> None:
    figures = measure_piece(held(C, G, C))
    assert figures["chord tones"] == 1
    assert figures["time in scale"] == 1
    assert measure_parallels(chords(C, G, C), 7) == measure_parallels(chords(C, G, C), 0) == 0
    assert figures["out of range"] == figures["crossings"] == 0


def test_it_hears_parallel_fifths_and_octaves() -> None:
    # All voices a tone up: fifths between alto and bass, octaves between soprano and bass.
    assert measure_parallels(chords(C, D), 7) == 100
    assert measure_parallels(chords(C, D), 0) == 100
    assert measure_parallels(chords(C, C), 7) == 0
    assert measure_parallels(chords((72, 67, 64, 48), (79, 67, 62, 55)), 0) == 100


def test_it_does_not_hear_parallels_where_voices_part() -> None:
    # An octave that becomes an octave by contrary motion is no parallel.
    assert measure_parallels(chords((72, 67, 64, 60), (74, 67, 65, 50)), 0) == 0


def test_it_tells_chord_tones_from_others() -> None:
    assert measure_chord_tones(chords((72, 67, 64, 48))) == 1
    # C sharp beside C, E and G
    assert measure_chord_tones(chords((73, 67, 64, 48))) == pytest.approx(3 / 4)
    assert measure_chord_tones(chords((72, 73, 74, 75))) == pytest.approx(0.5)


def test_it_counts_crossings_and_ranges() -> None:
    assert measure_crossings(chords((72, 67, 64, 48), (67, 72, 64, 48))) == pytest.approx(1 / 6)
    assert measure_out_of_range(held((72, 67, 64, 30))) == pytest.approx(1 / 3)


def test_it_handles_silence() -> None:
    figures = measure_piece(np.full((4, 16), -1, np.int16))
    assert all(np.isfinite(value) for value in figures.values())


def test_it_knows_the_key() -> None:
    assert measure_time_in_scale(held(C, G, C, (72, 68, 64, 48), C, C)) == pytest.approx(17 / 18)
