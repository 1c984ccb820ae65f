"""Chords of half bars, as the notes themselves say them: which triad they fit best."""

from itertools import product

import numpy as np

from generation.music.metrics.bass import split_half_bars
from generation.music.metrics.view import Floats, Ints, View

MAJOR, MINOR = (np.isin(np.arange(12), [0, third, 7]) for third in (4, 3))
# (24, 12): major on each root, then minor
TRIADS = np.array([np.roll(shape, root) for shape, root in product((MAJOR, MINOR), range(12))])


def measure_chroma(view: View) -> Floats:
    """(halves, 12) steps for which each pitch class sounds in each half bar."""
    edges = split_half_bars(view)
    sounding = view.classes.astype(float)
    return np.add.reduceat(sounding, edges[:-1], axis=0)


def find_triads(chroma: Floats) -> tuple[Ints, Floats]:
    """For each half bar the triad that holds most of it (0 to 11 major, then minor) and the share
    that it holds; -1 and not a number where it is silent."""
    total = chroma.sum(1)
    held = chroma @ TRIADS.T
    with np.errstate(invalid="ignore"):
        shares = held.max(1) / total
    return np.where(total > 0, held.argmax(1), -1), shares


def measure_lag(chroma: Floats, halves: int) -> float | None:
    """Mean cosine of each half bar with that so many before it, over those in which both sound."""
    before, after = chroma[:-halves], chroma[halves:]
    scale = np.linalg.norm(before, axis=1) * np.linalg.norm(after, axis=1)
    there = scale > 0
    if not there.any():
        return None
    return float(((before * after).sum(1)[there] / scale[there]).mean())
