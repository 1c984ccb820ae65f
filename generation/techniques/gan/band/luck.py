"""The luck of a band: who plays chords strikes them together, and a rhythm once found comes back.

Letters: V voices, R rows (voices, then drums), D drums, T steps.
"""

import numpy as np
from numpy.random import Generator as Random
from numpy.typing import NDArray

from generation.techniques.gan.band.config import BAR, BandConfig
from generation.techniques.gan.band.decoding import Coins
from generation.techniques.gan.genres.roles import VOICES

COMP = tuple(n for n, role in enumerate(VOICES) if role.startswith("comp"))
LONGEST_BAR = 1024  # steps; meters such as 255/4 exist in files


class BandLuck:
    """Uniform numbers of a song: a share of them is the same in every bar."""

    def __init__(
        self, position: NDArray[np.integer], config: BandConfig, repeats: float, random: Random
    ) -> None:
        """`position` (T,) counts steps since the bar line."""
        self.position, self.config = position, config
        self.repeats, self.random = repeats, random
        self.rows = config.voices + config.drums
        self.of_bar = random.random((2, self.rows, LONGEST_BAR))

    def draw_coins(self) -> Coins:
        """New coins, of which a share is as in every bar; chords begin and end by one coin."""
        fresh = self.random.random((2, self.rows, len(self.position)))
        again = self.random.random((2, self.rows, len(self.position))) < self.repeats
        uniform = np.where(again, self.of_bar[:, :, self.position % LONGEST_BAR], fresh)
        uniform[:, COMP] = uniform[:, COMP[:1]]
        begins, ends = np.log(uniform) - np.log1p(-uniform)
        voices = self.config.voices
        return Coins(begins[:voices], ends[:voices], begins[voices:])

    def draw_pitches(self) -> NDArray[np.float64]:
        """(V, T, P) uniform numbers."""
        config = self.config
        return self.random.random((config.voices, len(self.position), config.states - 1))


def number_bars(steps: int) -> NDArray[np.int64]:
    """(T,) the sixteen steps each step belongs to."""
    return np.arange(steps) // BAR
