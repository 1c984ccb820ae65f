"""Minutes in which more votes came than chance brings, by how many come in the others."""

from math import log

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammainc

# A Poisson law of this median has at most this much more for its mean (Choi 1994).
ABOVE_MEDIAN = log(2)


def minutes_beyond(counts: NDArray[np.int64], errors: float = 0.01) -> NDArray[np.bool_]:
    """Which of these counts, one a minute, are too high for votes that come by chance at the pace
    of the middle minute. Where they do, all of them together are right but once in 1 / `errors`.

    The median is not moved by the very minutes that are looked for, as a mean would be.
    """
    if not len(counts):
        return np.zeros(0, bool)
    pace = float(np.median(counts)) + ABOVE_MEDIAN
    # The chance of so many or more, of a Poisson law, is the incomplete gamma function.
    chance = gammainc(np.maximum(counts, 1), pace)
    return np.asarray((counts > 0) & (chance * len(counts) < errors))
