"""A piece as the GAN learns it: a melody, the lines that accompany it, and where the bars are."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generation.codecs.monophonic import Line


@dataclass(frozen=True)
class Piece:
    """One piece in its own key, on a grid of 16th steps."""

    name: str
    melody: Line
    voices: tuple[Line, ...]
    # (T,) steps since the bar line; -1 where the source does not tell bars
    bar_position: NDArray[np.int16]
    bar_length: NDArray[np.int16]  # (T,) steps
    starts: NDArray[np.int32]  # steps at which a window may begin

    @property
    def steps(self) -> int:
        return len(self.melody.state)
