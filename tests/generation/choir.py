"""Helper: chorales made of chords on a scale."""

import numpy as np

from generation.codecs.chorale import States, encode_pitches

CHORDS = ((72, 67, 64, 48), (74, 67, 62, 55), (76, 67, 60, 48), (77, 69, 60, 53))


def piece(steps: int = 64, shift: int = 0) -> States:
    """A chord a beat."""
    frames = np.array([CHORDS[step // 4 % len(CHORDS)] for step in range(steps)], np.int16) + shift
    return encode_pitches(frames)
