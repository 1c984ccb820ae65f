"""How well the notes keep to one scale. Drums are left out."""

import numpy as np
from numpy.typing import NDArray

from generation.music.metrics.view import View
from generation.music.theory import estimate_key, scale_pitch_classes

MAJOR_SCALES = np.array(
    [[c in scale_pitch_classes(tonic, "major") for c in range(12)] for tonic in range(12)]
)


def in_scale_ratio_c(view: View) -> float | None:
    """Share of the notes in C major, as the original defines it: in another key it is low, however
    good the music."""
    return _share_in(view, MAJOR_SCALES[0])


def in_scale_ratio_key(view: View) -> float | None:
    """Share of the notes in the scale of the key that fits best (Krumhansl and Kessler 1982;
    natural minor)."""
    key = estimate_key(view.class_lengths)
    if key is None:
        return None
    return _share_in(view, np.isin(np.arange(12), list(key.pitch_classes)))


def scale_consistency(view: View) -> float | None:
    """Largest share of the notes that any one major scale holds; natural minors are the same sets
    (Mogren 2016)."""
    if not len(view.notes):
        return None
    return float((MAJOR_SCALES @ view.class_counts).max() / len(view.notes))


def _share_in(view: View, scale: NDArray[np.bool_]) -> float | None:
    return float(view.class_counts[scale].sum() / len(view.notes)) if len(view.notes) else None
