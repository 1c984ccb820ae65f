"""What a spoiling is: a change that real music does not survive, though its counts may."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from generation.music.song import Song

# (piece, another real piece of its genre, random draws) -> the spoilt piece, or None where this
# way makes no sense for it: tracks of a solo cannot be exchanged.
Spoil = Callable[[Song, Song, np.random.Generator], Song | None]


@dataclass(frozen=True)
class Spoiling:
    """A way to spoil music, with a line that tells it. `tuned` are those that the score may be
    tuned by; the others only measure it. A `neutral` one leaves the music as good as it was."""

    name: str
    line: str
    of: Spoil
    tuned: bool = True
    neutral: bool = False
