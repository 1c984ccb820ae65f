"""A piece against itself: backwards, its bars in another order, its tracks a bar apart."""

from dataclasses import replace

import numpy as np

from scoring.order.heard import Heard, Ints


def reverse(heard: Heard) -> Heard:
    """Backwards in time: a note begins where it ended."""
    last = heard.steps
    start = last - np.minimum(heard.stop, last)
    return _sorted(
        replace(
            heard,
            start=start,
            stop=last - heard.start,
            drum_start=last - 1 - heard.drum_start,
            bars=(last - heard.bars)[::-1],
        )
    )


def order_bars(heard: Heard, order: Ints) -> Heard:
    """The bars in another order (bars,), each with the notes that begin in it."""
    widths = np.diff(heard.bars)[order]
    lines = np.append(0, np.cumsum(widths))
    moved = np.empty(heard.bar_count, np.int64)
    moved[order] = lines[:-1]  # where each bar begins now
    bar, drum_bar = heard.bar_of_step[heard.start], heard.bar_of_step[heard.drum_start]
    start = moved[bar] + heard.place_of_step[heard.start]
    return _sorted(
        replace(
            heard,
            start=start,
            stop=np.minimum(start + heard.stop - heard.start, lines[-1]),
            drum_start=moved[drum_bar] + heard.place_of_step[heard.drum_start],
            bars=lines,
        )
    )


def _sorted(heard: Heard) -> Heard:
    order = np.lexsort((-heard.pitch, heard.start, heard.track))
    return replace(
        heard,
        start=heard.start[order],
        stop=heard.stop[order],
        pitch=heard.pitch[order],
        track=heard.track[order],
    )
