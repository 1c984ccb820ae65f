"""The way back of every search for a best path (Viterbi)."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray


def trace_back(last: Any, back: Sequence[NDArray[np.integer]]) -> list[int]:
    """The states of a path that ends in `last`, by what each state came from."""
    path = [int(last)]
    for pointers in reversed(back):
        path.append(int(pointers[path[-1]]))
    return path[::-1]
