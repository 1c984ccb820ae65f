"""Which bars of a song come back, and after how many bars: counted in real music, and drawn so.

The figures are of 900 works of the training part; `python -m
generation.techniques.transformer.counting DATA` counts them anew.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from generation.codecs.score import OF_PITCH, ONSET, STEPS, Notes

PHRASE = 4  # bars
# How often a bar is like one before it, but for the last, where that one did not come back as long
# after: by the share of the opening's own bars that come back (none; up to 0.4; more), and by the
# place in the phrase. The network repeats the last bar often enough by itself.
SHARES = (0.0, 0.4)
BEGINS = (
    (0.107, 0.082, 0.093, 0.084),
    (0.184, 0.136, 0.162, 0.128),
    (0.255, 0.172, 0.206, 0.162),
)
STAYS = 0.564  # how often it comes back as long after as the last bar did
LAGS = (2, 3, 4, 6, 8, 12, 16)  # after so many bars
OFTEN = (305, 74, 308, 80, 285, 42, 89)
ALIKE = 0.6  # of the notes of two bars together
SIXTEENTH = STEPS // 4

Bar = frozenset[tuple[int, int, int]]


def read_bar(notes: Notes, start: int, stop: int) -> Bar:
    """What begins in a bar: (sixteenth, slot, pitch)."""
    inside = notes[(notes[:, ONSET] >= start) & (notes[:, ONSET] < stop)]
    return frozenset(
        ((onset - start) // SIXTEENTH, slot, pitch)
        for onset, slot, pitch in inside[:, : OF_PITCH + 1].tolist()
    )


def are_alike(one: Bar, other: Bar) -> bool:
    return bool(one) and len(one & other) >= ALIKE * len(one | other)


def measure_returns(bars: Sequence[Bar]) -> float:
    """Share of the bars after the first that are like one before."""
    flags = [comes_back(bars[:at], bar) for at, bar in enumerate(bars)]
    return float(np.mean(flags[1:])) if len(flags) > 1 else 0.0


def comes_back(before: Sequence[Bar], bar: Bar) -> bool:
    return any(are_alike(bar, then) for then in before)


def find_begins(share: float) -> tuple[float, ...]:
    """By the place in the phrase."""
    return BEGINS[int(np.searchsorted(SHARES, share, "left"))]


def draw_lags(
    first: int, known: NDArray[np.bool_], begins: Sequence[float], random: np.random.Generator
) -> list[int]:
    """For each bar after how many bars it comes back, 0 for a new one.

    `first` is the number of the first bar in the song; `known` (bars, LAGS) tells whether there is
    a bar so long before.
    """
    lag, lags = 0, []
    for number, there in enumerate(known, first):
        stays, starts, which = random.random(3).tolist()
        if not (lag and there[LAGS.index(lag)] and stays < STAYS):
            begun = starts < begins[number % PHRASE] and bool(there.any())
            lag = pick_lag(there, which) if begun else 0
        lags.append(lag)
    return lags


def pick_lag(there: NDArray[np.bool_], uniform: float) -> int:
    reached = np.cumsum(np.array(OFTEN) * there)
    return LAGS[int(np.searchsorted(reached, uniform * reached[-1], "right"))]


def list_lags(bars: Sequence[Bar]) -> list[int]:
    """For each bar after how many bars it is like one before: as long after as the last one was,
    else the nearest; 0 for a new one."""
    lags: list[int] = []
    for at, bar in enumerate(bars):
        like = [lag for lag in range(1, at + 1) if are_alike(bar, bars[at - lag])]
        last = lags[-1] if lags else 0
        lags.append(last if last in like else next(iter(like), 0))
    return lags
