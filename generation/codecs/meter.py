"""Where a step stands in its bar and beat, as features for a network."""

import numpy as np
from numpy.typing import NDArray

FEATURES = 10
STEPS_PER_BEAT = 4


def encode_meter(
    position: NDArray[np.integer], length: NDArray[np.integer], inside: NDArray[np.bool_]
) -> NDArray[np.float32]:
    """(10, T): step of the beat (4), in the song, bars known, bar line, half bar, sine and cosine
    of the bar.

    `position` (T,) counts steps since the bar line, -1 where bars are unknown: then the beats count
    from step 0.
    """
    known = position >= 0
    at = np.where(known, position, np.arange(len(position)))
    turn = 2 * np.pi * position / np.maximum(length, 1)
    features = np.zeros((FEATURES, len(position)), np.float32)
    features[at % STEPS_PER_BEAT, np.arange(len(position))] = 1
    features[4] = inside
    features[5] = known
    features[6] = known & (position == 0)
    features[7] = known & (2 * position == length)
    features[8] = known * np.sin(turn)
    features[9] = known * np.cos(turn)
    return features * inside
