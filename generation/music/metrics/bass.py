"""What the lowest line does: roots, beats, steps, and how long it stays.

The bass is whatever sounds lowest when it begins, in whichever track.
"""

from itertools import product

import numpy as np
from numpy.typing import NDArray

from generation.music.metrics.parts import trace_bass
from generation.music.metrics.view import PITCH, START, STEPS_PER_BEAT, STOP, Ints, View

# Triads (24, 12), major on each root, then minor. The root weighs a quarter more than the others,
# so that a bare fifth or third names its chord. Whole numbers: equals are equal in every key.
SHAPES = ((5, 0, 0, 0, 4, 0, 0, 4, 0, 0, 0, 0), (5, 0, 0, 4, 0, 0, 0, 4, 0, 0, 0, 0))
TRIADS = np.array([np.roll(shape, root) for shape, root in product(SHAPES, range(12))])
STEPWISE = 2  # semitones


def bass_root_share(view: View) -> float | None:
    """Share of the half bars, of those whose notes name one triad best, that have its root
    lowest when they begin to sound."""
    halves = split_half_bars(view)[:-1]
    if not len(view.notes):
        return None
    sounding = np.asarray(view.roll.any(axis=1))
    roots = _find_roots(view, halves)
    first = _first_true(sounding, halves, view.steps)
    lowest = view.roll[first].argmax(axis=1) % 12
    asked = roots >= 0
    return float((lowest == roots)[asked].mean()) if asked.any() else None


def bass_on_beats(view: View) -> float | None:
    """Share of the bass's notes that begin on a quarter of their bar."""
    line = view.once(trace_bass) if len(view.notes) else view.notes
    return float((view.places_of(line) % STEPS_PER_BEAT == 0).mean()) if len(line) else None


def bass_steps(view: View) -> float | None:
    """Share of the bass's moves into a new half bar, of those to another pitch, that go by a
    semitone or a tone."""
    if not len(view.notes):
        return None
    line = view.once(trace_bass)
    moves = np.abs(np.diff(line[:, PITCH]))
    fresh = np.isin(line[1:, START], split_half_bars(view)) & (moves > 0)
    return float((moves[fresh] <= STEPWISE).mean()) if fresh.any() else None


def bass_longest_stay(view: View) -> float | None:
    """For how many bars the bass stays on one pitch at most, rests within included."""
    if not len(view.notes):
        return None
    line = view.once(trace_bass)
    fresh = np.flatnonzero(np.append(True, np.diff(line[:, PITCH]) != 0))
    last = np.append(fresh[1:], len(line)) - 1
    stops = np.minimum(line[last, STOP], view.steps)
    bars = np.interp(stops, view.bars, np.arange(len(view.bars)))
    return float((bars - np.interp(line[fresh, START], view.bars, np.arange(len(view.bars)))).max())


def split_half_bars(view: View) -> Ints:
    """Steps of the bar lines and the middles of bars."""
    middles = (view.bars[:-1] + view.bars[1:]) // 2
    return np.unique(np.concatenate([view.bars, middles]))


def _find_roots(view: View, halves: Ints) -> Ints:
    """Root of the triad that fits each half bar best; -1 where it is silent or two fit alike."""
    fits = np.add.reduceat(view.classes.astype(np.int64), halves, axis=0) @ TRIADS.T
    best = fits.argmax(axis=1)
    single = (fits == fits.max(axis=1, keepdims=True)).sum(axis=1) == 1
    return np.where(single & fits.any(axis=1), best % 12, -1)


def _first_true(flags: NDArray[np.bool_], starts: Ints, end: int) -> Ints:
    """Of each stretch the first step that is true, or the step before its end."""
    steps = np.where(flags, np.arange(end), end)
    return np.asarray(np.minimum(np.minimum.reduceat(steps, starts), end - 1))
