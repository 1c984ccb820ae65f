"""Which pitches a song uses. Drums are left out: their pitches are instruments."""

import numpy as np

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
    return _entropy(view.pitch_counts)


def pitch_class_entropy(view: View) -> float | None:
    """-sum p log2 p over the counts of 12 pitch classes, in bits, at most 3.585 (Wu and Yang
    2020)."""
    return _entropy(view.class_counts)


def _entropy(counts: Ints) -> float | None:
    if not counts.sum():
        return None
    shares = counts[counts > 0] / counts.sum()
    return max(0.0, float(-(shares * np.log2(shares)).sum()))
