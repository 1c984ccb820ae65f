"""Which pitches a song uses. Drums are left out: their pitches are instruments."""

import numpy as np
from numpy.typing import NDArray

from generation.music.metrics.view import Ints, View


def n_pitches_used(view: View) -> float | None:
    """Number of different pitches (Dong et al. 2018, pypianoroll)."""
    return float(np.count_nonzero(view.pitch_counts)) if len(view.notes) else None


def n_pitch_classes_used(view: View) -> float | None:
    """Number of different pitch classes, octaves folded (Dong et al. 2018, "UPC", its fault of
    folding corrected)."""
    return float(np.count_nonzero(view.class_counts)) if len(view.notes) else None


def pitch_range(view: View) -> float | None:
    """Highest less lowest pitch in semitones (Yang and Lerch 2020)."""
    return float(view.pitch.max() - view.pitch.min()) if len(view.notes) else None


def pitch_entropy(view: View) -> float | None:
    """-sum p log2 p over the counts of 128 pitches, in bits (Wu and Yang 2020)."""
    return entropy(view.pitch_counts)


def pitch_class_entropy(view: View) -> float | None:
    """-sum p log2 p over the counts of 12 pitch classes, in bits, at most 3.585 (Wu and Yang
    2020)."""
    return entropy(view.class_counts)


def pitches_a_bar(view: View) -> float | None:
    """Different pitches that sound in a bar, mean over the bars; 0 where nothing sounds."""
    return _mean_used(view, view.roll)


def pitch_classes_a_bar(view: View) -> float | None:
    """Different pitch classes that sound in a bar, mean over the bars (Dong et al. 2018, "UPC", its
    fault of folding corrected)."""
    return _mean_used(view, view.classes)


def _mean_used(view: View, sounding: NDArray[np.bool_]) -> float | None:
    if not view.bar_count:
        return None
    return float(np.logical_or.reduceat(sounding, view.bars[:-1]).sum(axis=1).mean())


def entropy(counts: Ints) -> float | None:
    """-sum p log2 p over counts, in bits; None where nothing is counted."""
    if not counts.sum():
        return None
    shares = counts[counts > 0] / counts.sum()
    return max(0.0, float(-(shares * np.log2(shares)).sum()))
