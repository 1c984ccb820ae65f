"""How a chord is spread over three voices: close to the one before, in the middle of the range."""

from collections.abc import Callable, Sequence
from itertools import chain, permutations, product

import numpy as np

from generation.arranger.sheet import Sheet
from generation.harmony.paths import trace_back
from generation.harmony.symbols import QUALITIES, Chord

Choose = Callable[[Chord], tuple[int, int, int]]
THIRD, FIFTH, SEVENTH = 1, 2, 3  # places in `QUALITIES`
# Semitones above the root of what colours a shell.
COLORS = {
    **{"major": 9, "minor": 0, "suspended": 0, "dominant 7": 2, "minor 7": 2},
    **{"major 7": 7, "half-diminished": 6, "diminished": 6},
}
WIDEST = 19  # semitones between outer voices
CLASH = 8.0  # price of a tone a semitone off what is sung


def take_upper(chord: Chord) -> tuple[int, int, int]:
    """Triads whole; of sevenths third, seventh, and the root or the fifth, for the bass has the
    root."""
    classes = chord.classes
    if len(classes) == 3:
        return classes[0], classes[1], classes[2]
    dominant = chord.symbol.quality == "dominant 7"
    return classes[THIRD], classes[0 if dominant else FIFTH], classes[SEVENTH]


def take_shell(chord: Chord) -> tuple[int, int, int]:
    """As a jazz pianist without the root: third, seventh and ninth or fifth, a sixth on triads."""
    root, third = chord.classes[:2]
    return third, chord.classes[-1], (root + COLORS[chord.symbol.quality]) % 12


def take_power(chord: Chord) -> tuple[int, int, int]:
    """Root, fifth, and the root again: no third."""
    fifth = (chord.symbol.root + QUALITIES[chord.symbol.quality][FIFTH]) % 12
    return chord.symbol.root, fifth, chord.symbol.root


def list_pitches(tone: int, lowest: int, highest: int) -> list[int]:
    return [pitch for pitch in range(lowest, highest + 1) if pitch % 12 == tone]


def list_spreads(classes: Sequence[int], lowest: int, highest: int) -> np.ndarray:
    """(n, 3) rising pitches of the three classes within a range."""
    pitches = [list_pitches(tone, lowest, highest) for tone in classes]
    orders = (product(*order) for order in permutations(pitches))
    return np.array([spread for spread in chain.from_iterable(orders) if rises(spread)])


def rises(spread: Sequence[int]) -> bool:
    low, middle, high = spread
    return low < middle < high <= low + WIDEST


def voice_chords(
    sheet: Sheet, choose: Choose, lowest: int, highest: int, span: int
) -> list[tuple[int, ...]]:
    """Three pitches for each chord of the sheet, about `span` semitones wide: least movement in all
    (Viterbi)."""
    center = (lowest + highest) / 2
    spreads = [list_spreads(choose(chord), lowest, highest) for chord in sheet.chords]
    local = [
        price_spread(sheet, chord, spread, center) + abs(np.ptp(spread, 1) - span) / 2
        for chord, spread in zip(sheet.chords, spreads, strict=True)
    ]
    best, back = local[0], []
    for before, after, price in zip(spreads, spreads[1:], local[1:], strict=False):
        moved = np.abs(before[:, None] - after[None]).sum(2)
        ways = best[:, None] + moved
        back.append(ways.argmin(0))
        best = ways.min(0) + price
    path = trace_back(best.argmin(), back)
    return [tuple(s[n].tolist()) for s, n in zip(spreads, path, strict=True)]


def price_spread(sheet: Sheet, chord: Chord, spread: np.ndarray, center: float) -> np.ndarray:
    """(n,) far from the center, or a semitone beside what is sung for long."""
    sung = sheet.sing(chord.start, chord.stop)
    long = np.flatnonzero(4 * sung > chord.stop - chord.start)
    beside = np.isin(spread % 12, [*((long + 1) % 12), *((long + 11) % 12)])
    off = np.abs(spread.mean(1) - center)
    return np.asarray(off + CLASH * (beside & ~np.isin(spread % 12, long)).sum(1))
