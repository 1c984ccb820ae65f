"""How much music the arrays of a pack hold, whatever technique they are for."""

from typing import NamedTuple

import numpy as np

from generation.training.packs import Arrays


class Amount(NamedTuple):
    """Whole pieces, and notes of them."""

    pieces: int
    notes: int

    def __add__(self, other: object) -> "Amount":
        if not isinstance(other, Amount):
            return NotImplemented
        return Amount(self.pieces + other.pieces, self.notes + other.notes)


def count_music(arrays: Arrays) -> Amount:
    """Of one split of a genre: notes of scores, of lines with their changes, or of frames."""
    if "since" in arrays:
        return Amount(len(arrays["genre"]), len(arrays["since"]))
    lines = arrays["state"] if "change" in arrays else arrays["states"]
    moved = np.diff(lines.astype(np.int16), axis=1, prepend=-1) != 0
    begun = (moved | arrays["change"].astype(bool)) if "change" in arrays else moved
    drums = int(arrays["drums"].sum()) if "drums" in arrays else 0
    return Amount(len(arrays["lengths"]), int((begun & (lines != 0)).sum()) + drums)
