"""The key a melody seems to be in, and the shift that brings it to C major or A minor."""

import numpy as np
from numpy.typing import NDArray

# Krumhansl and Kessler (1982), probe-tone ratings from the tonic upwards.
MAJOR = np.array([6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88])
MINOR = np.array([6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17])


def shift_to_c(weights: NDArray[np.floating]) -> int:
    """Semitones (-6 to 5) that move a pitch-class histogram (12,) to C major or A minor; 0 for silence."""
    if weights.sum() == 0 or np.ptp(weights) == 0:
        return 0
    major = [np.corrcoef(np.roll(MAJOR, tonic), weights)[0, 1] for tonic in range(12)]
    minor = [np.corrcoef(np.roll(MINOR, tonic), weights)[0, 1] for tonic in range(12)]
    tonic = int(np.argmax(major)) if max(major) >= max(minor) else int(np.argmax(minor)) + 3
    return (6 - tonic) % 12 - 6
