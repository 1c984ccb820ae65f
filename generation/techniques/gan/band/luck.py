"""The luck of a band: who plays chords strikes them together, and what was played comes back a bar
or four bars later.

Letters: V voices, D drums, T steps, P pitches.
"""

from collections.abc import Sequence

import numpy as np
from numpy.random import Generator as Random
from numpy.typing import NDArray

from generation.techniques.gan.band.config import BandConfig
from generation.techniques.gan.band.decoding import Coins
from generation.techniques.gan.luck import Luck, Places, Shares


class BandLuck:
    """Uniform numbers of a song: where notes begin and which they are, and where they end."""

    def __init__(
        self,
        places: Places,
        config: BandConfig,
        players: Sequence[Sequence[int]],
        shares: Shares,
        random: Random,
    ) -> None:
        """`players` are the voices of each player."""
        self.voices, self.random = config.voices, random
        self.begins = Luck(places, config, players, shares, random)
        self.ends = Luck(places, config, players, shares, random)

    def draw_coins(self) -> Coins:
        begins, ends = self.begins.draw_coins(), self.ends.draw_coins()
        return Coins(begins[: self.voices], ends[: self.voices], begins[self.voices :])

    def draw_pitches(self) -> NDArray[np.float64]:
        """(V, T, P) uniform numbers."""
        return self.begins.draw_pitches()[..., 1:]

    def repeat_bars(self, noise: NDArray[np.float64]) -> NDArray[np.float64]:
        """(rows, T / 16) of noise for bars, as in every phrase where forms are shared."""
        return self.begins.repeat_bars(noise)
