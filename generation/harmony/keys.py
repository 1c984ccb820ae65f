"""The shift that brings a melody to C major or A minor, the only keys in the training data."""

import numpy as np

from generation.codecs.monophonic import LOWEST, REST, Line
from generation.music.theory import estimate_key


def find_key_shift(melody: Line) -> int:
    """Semitones (-6 to 5) from the melody's estimated key, each note weighed by its steps; 0 where
    nothing tells."""
    sounding = melody.state[melody.state != REST].astype(int)
    key = estimate_key(np.bincount((sounding - 1 + LOWEST) % 12, minlength=12).astype(float))
    if key is None:
        return 0
    tonic = key.tonic + (3 if key.mode == "minor" else 0)  # the relative major's
    return (6 - tonic) % 12 - 6
