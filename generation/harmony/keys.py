"""The key of a melody, and the shift that brings it to C major or A minor, where the networks' data
stand."""

import numpy as np

from generation.codecs.monophonic import LOWEST, REST, Line
from generation.harmony.key_finding import find_key, gather_signs
from generation.harmony.model import load_model
from generation.music.theory import Key, estimate_key


def find_melody_key(melody: Line) -> Key:
    """The key that its chords would be in, as the chord model finds it; C major where nothing
    sounds."""
    return find_key(gather_signs(melody), load_model().keys)


def find_profile_key(melody: Line) -> Key | None:
    """By a key profile, each note weighed by its steps; None where nothing tells."""
    sounding = melody.state[melody.state != REST].astype(int)
    return estimate_key(np.bincount((sounding - 1 + LOWEST) % 12, minlength=12).astype(float))


def find_key_shift(melody: Line) -> int:
    """Semitones (-6 to 5) from the chord model's key."""
    return shift_home(find_melody_key(melody))


def find_profile_shift(melody: Line) -> int:
    """As the data that the shipped networks learnt from were brought there; 0 where nothing tells.
    It is wrong more often, and a network that has learnt the wrong keys too does not mind."""
    key = find_profile_key(melody)
    return 0 if key is None else shift_home(key)


def shift_home(key: Key) -> int:
    tonic = key.tonic + (3 if key.mode == "minor" else 0)  # the relative major's
    return (6 - tonic) % 12 - 6
