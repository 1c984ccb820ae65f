"""What is random about a song: uniform numbers of which some come back a bar or four bars later, as
what bands play does."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

import numpy as np
from numpy.random import Generator as Random
from numpy.typing import NDArray

from generation.codecs.grid import FULL_BAR
from generation.techniques.gan.decoding import BEAT, SamplingNoise

PHRASE = 4  # bars
UNTIED = 1e-6  # of the numbers that pick beats: enough for no two to be equal
Uniform = NDArray[np.float64]


class Rows(Protocol):
    """Of a network's shape, what is random."""

    @property
    def voices(self) -> int: ...

    @property
    def drums(self) -> int: ...

    @property
    def states(self) -> int: ...


class Places(NamedTuple):
    """Where each of T steps, whole rows of sixteen, stands in the music."""

    bar: NDArray[np.integer]  # (T,) from the first whole bar on; an upbeat is before it
    position: NDArray[np.integer]  # (T,) steps since the bar line


class Shares(NamedTuple):
    """How much of its luck a band shares, each from 0 to 1; of a rhythm, in whole beats."""

    bars: float = 0  # of the places of a phrase: the voices' rhythm there is that of its other bars
    phrases: float = 0  # of the voices' rhythm: as in every phrase
    drum_bars: float = 0  # the same of the drums
    drum_phrases: float = 0
    pitches: float = 0  # of the pitches: as in every phrase
    chords: float = 0  # of the places: the voices of one player begin their notes together
    whole: bool = False  # of rhythm and pitches, in whole bars: one is as another or altogether new
    forms: bool = False  # the noise of bars, and what is rehearsed at once, are as in every phrase


class Luck:
    """The uniform numbers of one song of T steps. Letters: V voices, S states, R voices and
    drums."""

    def __init__(
        self,
        places: Places,
        config: Rows,
        players: Sequence[Sequence[int]],
        shares: Shares,
        random: Random,
    ) -> None:
        """`players` are the voices of each player."""
        self.config, self.players, self.shares, self.random = config, players, shares, random
        self.bar, self.position = places.bar % PHRASE, places.position
        size = (PHRASE, int(self.position.max()) + 1)
        self.rhythm = self.draw_rhythm(config.voices + config.drums, size)
        self.pitch = random.random((config.voices, *size, config.states))
        self.joined = random.random(size) < shares.chords

    def draw_rhythm(self, rows: int, size: tuple[int, int]) -> Uniform:
        """(R, bars of a phrase, steps of a bar)."""
        of_bar = self.random.random((rows, 1, size[1]))
        of_phrase = self.random.random((rows, *size))
        bars = self.choose(self.shares.bars, self.shares.drum_bars)[:, None, None]
        kept = self.random.random((rows, size[0], 1 if self.shares.whole else size[1])) < bars
        return np.where(kept, of_bar, of_phrase)

    def choose(self, of_voices: float, of_drums: float) -> Uniform:
        """(R,)."""
        return np.repeat([of_voices, of_drums], [self.config.voices, self.config.drums])

    def draw(self) -> SamplingNoise:
        """The noise of one pass."""
        coins, voices = self.draw_coins(), self.config.voices
        return SamplingNoise(coins[:voices], coins[voices:], self.draw_pitches())

    def draw_coins(self) -> NDArray[np.float64]:
        """(R, T) logits of uniform numbers: where voices change, and drums are struck."""
        shares = self.shares
        phrases = self.choose(shares.phrases, shares.drum_phrases)
        uniform = self.share(self.rhythm, phrases[:, None])
        for first, *others in self.players:
            joined = self.joined[self.bar, self.position]
            uniform[others] = np.where(joined, uniform[first], uniform[others])
        coins: NDArray[np.float64] = np.log(uniform) - np.log1p(-uniform)
        return coins

    def draw_pitches(self) -> Uniform:
        """(V, T, S)."""
        return self.share(self.pitch, self.shares.pitches)

    def share(self, known: Uniform, share: float | Uniform) -> Uniform:
        """(rows, T, ...): in a share of the beats those of the phrase, `known` (rows, bars, steps,
        ...), else fresh."""
        uniform = self.random.random((len(known), len(self.bar), *known.shape[3:]))
        stretch = FULL_BAR if self.shares.whole else BEAT
        kept = self.random.random((len(known), len(self.bar) // stretch)) < share
        row, step = np.nonzero(kept.repeat(stretch, 1))
        uniform[row, step] = known[row, self.bar[step], self.position[step]]
        return uniform

    def repeat_bars(self, noise: Uniform) -> Uniform:
        """(rows, T / 16) of noise for bars: each phrase has that of the first, where forms are
        shared."""
        bars = self.bar[::FULL_BAR]
        first = [int(np.argmax(bars == bar)) for bar in bars]
        return noise[:, first] if self.shares.forms else noise

    def draw_beats(self) -> Uniform:
        """(V + 1, T / 4) by which beats are picked: those of every phrase together, where forms are
        shared."""
        bar, position = self.bar[::BEAT], self.position[::BEAT]
        rows = self.config.voices + 1
        fresh = self.random.random((rows, len(bar)))
        known = self.random.random((rows, PHRASE, int(position.max()) + 1))[:, bar, position]
        return known + UNTIED * fresh if self.shares.forms else fresh
