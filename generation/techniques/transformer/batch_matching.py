"""What came the last time, for many windows at once: the same answers as `match_model.Memory`,
without its loop."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from generation.training.packs import ragged

Ints = NDArray[np.int64]


class Matches(NamedTuple):
    """For each row of each window, all (rows,): the longest passage that ends at it and was heard
    before."""

    length: Ints  # rows of the passage; 0 where there is none
    ending: Ints  # number of the row at which its latest like ended; -1 where there is none


def find_matches(keys: Ints, window: Ints, pauses: Ints) -> Matches:
    """Longest earlier passages, the latest among equals.

    `keys` (rows,) of all windows end to end, each of them at least 0 and below 2^28; `window`
    (rows,) rises; no passage goes on over a row in `pauses` (its number), though one that was heard
    before may.

    Equal rows are paired, which sorting makes cheap: music has a few thousand pairs in five hundred
    rows. A pair on the same lag as the pair one row earlier is one row longer.
    """
    rows = len(keys)
    bits = rows.bit_length()  # numbers of rows are packed into one, for whole numbers sort fast
    low = (1 << bits) - 1
    later, earlier = equal_pairs(keys, window, bits)
    by_lag = np.sort(((later - earlier) << bits) | later)
    lag, later = by_lag >> bits, by_lag & low
    paused = np.zeros(rows, bool)
    paused[pauses] = True
    begins = np.diff(by_lag, prepend=-2) != 1
    begins |= paused[later]
    at = np.arange(len(later))
    run = at - np.maximum.accumulate(np.where(begins, at, 0)) + 1
    of_row = np.sort((((later << bits) | run) << bits) | (later - lag))
    row = of_row >> 2 * bits
    # the last of each row has the longest run, and the latest of those
    best = of_row[np.diff(row, append=-1) != 0]
    found = Matches(np.zeros(rows, np.int64), np.full(rows, -1, np.int64))
    found.length[best >> 2 * bits], found.ending[best >> 2 * bits] = (
        (best >> bits) & low,
        best & low,
    )
    return found


def equal_pairs(keys: Ints, window: Ints, bits: int) -> tuple[Ints, Ints]:
    """(later, earlier) numbers, of `bits` bits, of all pairs of rows of one window with the same
    key."""
    at = np.arange(len(keys))
    in_order = np.sort((((window << 28) | keys) << bits) | at)
    code, number = in_order >> bits, in_order & ((1 << bits) - 1)
    start = np.maximum.accumulate(np.where(np.diff(code, prepend=-1) != 0, at, 0))
    rank = at - start  # how many rows with its key came before each
    return np.repeat(number, rank), number[ragged(start, rank)]
