"""Bar lines of a map of metres on the grid of 16ths."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from generation.music.song import TICKS_PER_QUARTER, Meter, Song

Ints = NDArray[np.int64]
SIXTEENTH = TICKS_PER_QUARTER // 4


def draw_bar_lines(meters: Sequence[Meter], end: int, bars: int = 0) -> Ints:
    """Bar lines in steps, of music that ends at a tick; the last is the first at or after it. At
    least so many bars."""
    starts, bar = Song(meters=tuple(meters)).bar_starts(end), meters[-1].bar_ticks
    if end:
        starts.append(starts[-1] + [m for m in meters if m.tick <= starts[-1]][-1].bar_ticks)
    while len(starts) < bars + 1:
        starts.append(starts[-1] + bar if starts else 0)
    # A bar shorter than a step is no bar here; the last one holds the last note, however short the
    # metre.
    lines: Ints = np.unique(np.array(starts, np.int64) // SIXTEENTH)
    return _closed(lines, end) if end else lines


def _closed(lines: Ints, end: int) -> Ints:
    last = max(1, -(-end // SIXTEENTH))
    return lines if lines[-1] >= last else np.concatenate([lines[lines < last], [last]])
