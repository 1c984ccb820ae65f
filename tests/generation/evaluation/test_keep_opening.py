"""What continuations keep of their openings, on bars one can hear in the head."""

from itertools import chain

import numpy as np
import pytest

from generation.codecs.score import DRUM_PITCH, Notes
from generation.evaluation.continuations import Passage, measure_continuation, stack_column

BAR, Q = 96, 24  # steps
TUNE = (60, 64, 67, 65, 62, 59, 60, 72)


def line(start: int, pitches: tuple[int, ...], slot: int = 0) -> Notes:
    """A quarter each, from a bar line on."""
    rows = [(start + n * Q, slot, pitch, Q, 10) for n, pitch in enumerate(pitches)]
    return np.array(rows, np.int32)


def passage(pitches: tuple[int, ...], start: int = 0, slot: int = 0) -> Passage:
    notes = line(start, pitches, slot)
    return Passage(notes, start, start + len(pitches) * Q, BAR)


OPENING = passage(TUNE * 2)


def test_it_works() -> None:
    again = measure_continuation(OPENING, passage(TUNE * 2, 4 * BAR))
    assert again["key kept"] == again["motifs returned"] == again["bars copied"] == 1
    assert again["density, log2 off"] == 0
    assert again["semitones clash"] == 0


def test_a_theme_in_another_key_returns_though_no_bar_is_copied() -> None:
    moved = tuple(pitch + 6 for pitch in TUNE * 2)
    found = measure_continuation(OPENING, passage(moved, 4 * BAR))
    assert found["motifs returned"] == 1
    assert found["key kept"] == found["bars copied"] == 0


def test_the_relative_key_is_kept() -> None:
    minor = (69, 71, 72, 74, 76, 74, 72, 71, 69, 76, 72, 69, 64, 68, 69, 69)
    found = measure_continuation(passage((60, 62, 64, 65, 67, 65, 64, 60) * 2), passage(minor, 384))
    assert found["key kept"] == 1


def test_a_motif_belongs_to_its_track() -> None:
    assert measure_continuation(OPENING, passage(TUNE, 4 * BAR, slot=1))["motifs returned"] == 0


def test_density_is_a_ratio() -> None:
    half = Passage(line(4 * BAR, TUNE), 4 * BAR, 8 * BAR, BAR)
    assert measure_continuation(OPENING, half)["density, log2 off"] == 1


def test_phrases_of_eight_bars_are_heard() -> None:
    bars = [(60 + n, 64 + n, 67 + n, 60 + n) for n in (0, 5, 7, 2, 9, 4, 11, 0)]
    phrase = tuple(chain.from_iterable(bars))
    found = measure_continuation(OPENING, passage(phrase * 2, 4 * BAR))
    assert found["like 8 bars before"] == pytest.approx(1)
    assert found["like 1 bar before"] < 0.5


def test_it_handles_drums_alone_and_silence() -> None:
    kit = measure_continuation(OPENING, passage((DRUM_PITCH + 36,) * 8, 4 * BAR))
    assert kit["key kept"] is kit["motifs returned"] is kit["like 1 bar before"] is None
    assert kit["bars copied"] == 0
    silent = Passage(line(0, ())[:0].reshape(0, 5), 4 * BAR, 8 * BAR, BAR)
    assert set(measure_continuation(OPENING, silent).values()) == {None}
    assert np.isnan(stack_column([kit], "key kept")).all()
