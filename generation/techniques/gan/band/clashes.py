"""What a pitch loses where the melody, or another part, sounds a semitone beside it.

Letters: N lines, T steps, P pitches.
"""

import numpy as np
from numpy.typing import NDArray

from generation.codecs.monophonic import LOWEST, PITCHES, REST

CLASSES = (np.arange(PITCHES) + LOWEST) % 12


def price_clashes(states: NDArray[np.integer], price: float) -> NDArray[np.float64]:
    """(T, P) nats, of lines (N, T) that are known; a rest is beside nothing, octaves are alike."""
    sounding = np.zeros((states.shape[1], 12), bool)
    line, step = np.nonzero(states != REST)
    sounding[step, (states[line, step].astype(int) - 1 + LOWEST) % 12] = True
    beside = np.roll(sounding, 1, axis=1) | np.roll(sounding, -1, axis=1)
    return -price * beside[:, CLASSES]
