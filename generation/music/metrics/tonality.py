"""How well the notes keep to one scale. Drums are left out."""

import numpy as np
from numpy.typing import NDArray

from generation.music.metrics.view import Ints, View
from generation.music.theory import Key, estimate_key, scale_pitch_classes

MAJOR_SCALES = np.array(
    [np.isin(np.arange(12), list(scale_pitch_classes(tonic, "major"))) for tonic in range(12)]
)


def in_scale_ratio_c(view: View) -> float | None:
    """Share of the notes in C major, as the original defines it: in another key it is low, however
    good the music."""
    return share_in(view.class_counts, MAJOR_SCALES[0])


def in_scale_ratio_key(view: View) -> float | None:
    """Share of the notes in the scale of the key that fits best (Krumhansl and Kessler 1982;
    natural minor)."""
    key = estimate_key(view.class_lengths)
    return share_in_key(view.class_counts, key) if key else None


def scale_consistency(view: View) -> float | None:
    """Largest share of the notes that any one major scale holds; natural minors are the same sets
    (Mogren 2016)."""
    if not len(view.notes):
        return None
    return float((MAJOR_SCALES @ view.class_counts).max() / len(view.notes))


def key_clarity(view: View) -> float | None:
    """How far the correlation with the best of 24 key profiles lies above that with the second
    (Krumhansl and Kessler 1982); near 0 no key is plain."""
    key = estimate_key(view.class_lengths)
    return key.clarity if key else None


def share_in_key(counts: Ints, key: Key) -> float | None:
    """Share of what is counted by pitch class (12,) in the scale of a key that is known: that of a
    whole song for its accompaniment."""
    return share_in(counts, np.isin(np.arange(12), list(key.pitch_classes)))


def share_in(counts: Ints, scale: NDArray[np.bool_]) -> float | None:
    """Share of what is counted by pitch class (12,) in a scale (12,); None where nothing is."""
    return float(counts[scale].sum() / counts.sum()) if counts.sum() else None
