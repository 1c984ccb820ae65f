"""What a passage keeps of the one before it: its key, its groove, whole bars."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

import numpy as np
from numpy.typing import NDArray

Bar = AbstractSet[tuple[int, int]]  # what begins in it: (place in the bar, pitch)


def key_kept(before: NDArray[np.float64], after: NDArray[np.float64]) -> float:
    """Cosine of the notes of each pitch class (12,); 0 where either has none."""
    return cosine(before, after)


def groove_kept(before: NDArray[np.bool_], after: NDArray[np.bool_]) -> float:
    """Cosine of how often something begins at each place of a bar, from (bars, places); 0 where
    nothing does."""
    return cosine(before.mean(0), after.mean(0))


def bars_kept(before: Sequence[Bar], after: Sequence[Bar]) -> float:
    """Mean, over the bars in which something begins, of the share of it that the nearest of the
    bars before has too (Jaccard); 0 where all are empty."""
    nearest = [share_of_nearest(bar, before) for bar in after if bar]
    return float(np.mean(nearest)) if nearest else 0.0


def share_of_nearest(bar: Bar, others: Sequence[Bar]) -> float:
    return max(len(bar & other) / max(1, len(bar | other)) for other in others)


def cosine(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    scale = np.linalg.norm(one) * np.linalg.norm(other)
    return float(one.ravel() @ other.ravel() / scale) if scale else 0.0
