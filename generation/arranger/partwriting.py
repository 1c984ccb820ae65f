"""What one chord of four voices after another costs: leaps, parallels, tones that want to move and
do not."""

from itertools import combinations

import numpy as np

from generation.harmony.symbols import Chord
from generation.music.theory import Key

Placings = np.ndarray  # (n, 4) soprano, alto, tenor, bass
PARALLEL, HIDDEN, OVERLAP, UNRESOLVED = 40.0, 3.0, 4.0, 6.0
LEAPS = np.array([0, 0.6, 0.4, 1.2, 1.6, 2.4, 9.0, 3.0, 6.0, 8.0, 12.0, 14.0, 6.0])
BASS_LEAPS = np.array([0.8, 0.3, 0.2, 0.8, 0.9, 0.5, 8.0, 0.6, 3.0, 4.0, 9.0, 10.0, 2.0])
BEYOND = 16.0  # an octave


def price_leading(
    before: Placings, after: Placings, first: Chord, second: Chord, key: Key
) -> np.ndarray:
    """(n, m) the price of each placing of the second chord after each of the first."""
    move = after[None] - before[:, None]  # (n, m, 4)
    wide = np.abs(move)
    price = sum(look_up(LEAPS, wide[..., voice]) for voice in (1, 2))
    price = price + look_up(BASS_LEAPS, wide[..., 3])
    price = price + PARALLEL * count_parallels(before, after, move)
    price = price + OVERLAP * count_overlaps(before, after)
    return np.asarray(price + UNRESOLVED * count_unresolved(before, move, first, second, key))


def price_leaving(before: Placings, after: Placings, by: int) -> np.ndarray:
    """(n, m) the price of parallels with the note by which the soprano leaves the first chord, `by`
    semitones from the one it began with."""
    left = before + np.array([by, 0, 0, 0])
    return np.asarray(
        PARALLEL * count_parallels(left, after, after[None] - left[:, None]) * bool(by)
    )


def look_up(table: np.ndarray, wide: np.ndarray) -> np.ndarray:
    return np.where(wide < len(table), table[np.minimum(wide, len(table) - 1)], BEYOND)


def count_parallels(before: Placings, after: Placings, move: np.ndarray) -> np.ndarray:
    """Pairs of voices that move from fifth to fifth or from octave to octave."""
    found = np.zeros(move.shape[:2])
    for high, low in combinations(range(4), 2):
        gap = before[:, high] - before[:, low]
        next_gap = after[:, high] - after[:, low]
        perfect = np.isin(gap % 12, (0, 7))[:, None] & (gap[:, None] % 12 == next_gap[None] % 12)
        found += perfect & (move[..., high] != 0) & (move[..., low] != 0)
    return found


def count_overlaps(before: Placings, after: Placings) -> np.ndarray:
    """Voices that go beyond where their neighbour was."""
    below = after[None, :, 1:] > before[:, None, :-1]
    above = after[None, :, :-1] < before[:, None, 1:]
    return np.asarray(below.sum(2) + above.sum(2))


def count_unresolved(
    before: Placings, move: np.ndarray, first: Chord, second: Chord, key: Key
) -> np.ndarray:
    """Sevenths that neither stay nor fall by a step; leading notes of the dominant that do not rise
    to the tonic, or, inside, fall to its fifth."""
    found = np.zeros(move.shape[:2])
    if first.symbol == second.symbol:
        return found
    for seventh in first.classes[3:]:
        has = (before % 12 == seventh)[:, None, 1:]
        found += (has & ~np.isin(move[..., 1:], (0, -1, -2))).sum(2)
    leading = (key.tonic + 11) % 12
    if second.symbol.root == key.tonic and leading in first.classes:
        has = (before % 12 == leading)[:, None, 1:]
        allowed = np.isin(move[..., 1:], (1,)) | (
            np.isin(move[..., 1:], (-4,)) & np.array([True, True, False])
        )
        found += (has & ~allowed).sum(2)
    return found
