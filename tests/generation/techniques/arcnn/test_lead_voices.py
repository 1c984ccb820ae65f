"""The rule against parallels, on voices one can hear in the head."""

import numpy as np

from generation.codecs.chorale import REST, STATES, encode_pitch, encode_pitches
from generation.techniques.arcnn.constraints import (
    BEAT,
    PENALTY,
    count_parallels,
    penalize_parallels,
)

C = (72, 67, 64, 48)


def beats(*chords: tuple[int, ...]) -> np.ndarray:
    """States (4, T), a chord a beat; -1 is silence."""
    return encode_pitches(np.array(chords, np.int16)).repeat(BEAT, axis=1)


def would_make(states: np.ndarray, voice: int, beat: int, pitch: int) -> int:
    return int(count_parallels(states, STATES)[voice, beat, encode_pitch(pitch)])


def test_it_works() -> None:
    # The bass goes from C to D: an alto that goes from G to A follows it in fifths, one that goes
    # to F does not.
    moving = beats(C, (71, 67, 62, 50))
    assert would_make(moving, 1, 1, 69) == 1
    assert would_make(moving, 1, 1, 65) == 0
    # A soprano that goes from C to D follows it in octaves.
    assert would_make(moving, 0, 1, 74) == 1


def test_it_looks_ahead_too() -> None:
    coming = beats((71, 67, 65, 48), (74, 69, 65, 50))
    assert would_make(coming, 0, 0, 72) == 1  # C over C, and then D over D


def test_staying_and_parting_are_no_parallels() -> None:
    assert would_make(beats(C, (72, 67, 64, 50)), 1, 1, 67) == 0
    # an octave by contrary motion
    assert would_make(beats((72, 67, 64, 60), (74, 69, 65, 50)), 0, 1, 74) == 0
    assert would_make(beats(C, C), 1, 1, 67) == 0


def test_silence_makes_no_parallels() -> None:
    assert count_parallels(beats((-1, -1, -1, -1), C), STATES)[:, 0].sum() == 0
    assert count_parallels(beats(C, (74, 69, 65, 50)), STATES)[:, :, REST].sum() == 0


def test_beliefs_are_lowered_from_beat_to_beat_and_from_eighth_to_eighth() -> None:
    moving = beats(C, (71, 67, 62, 50))
    lowered = penalize_parallels(np.zeros((4, 8, STATES)), moving)
    assert lowered[1, 4:, encode_pitch(69)].tolist() == [-2 * PENALTY] * 2 + [-PENALTY] * 2
    assert (lowered[1, 4:, encode_pitch(65)] == 0).all()


def test_it_looks_between_the_beats() -> None:
    chords = beats(C, (71, 67, 62, 50), C)
    quick = chords[:, [0, 0, 4, 4, 8, 8, 8, 8]]  # D in the bass on the second eighth alone
    assert (penalize_parallels(np.zeros((4, 8, STATES)), quick)[1, 2:4, encode_pitch(69)] < 0).all()


def test_it_handles_a_part_of_a_beat() -> None:
    assert penalize_parallels(np.zeros((4, 7, STATES)), beats(C, C)[:, :7]).shape == (4, 7, STATES)
