"""The shape of the band network: what training (torch) and inference (numpy) have to agree on."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generation.codecs.meter import FEATURES
from generation.codecs.monophonic import DRUMS, STATES

NETWORK = "gan-bands"  # whose weights all cards of the band network share
EPSILON = 1e-5  # of the RMS norms
BAR = 16  # steps of one token of the bottleneck, which share one row of the condition
PHRASE = 64  # steps that share one texture: four bars
RHYTHMS = 3  # of a voice at a step: it rests, a note begins, a note is held
RESTS, BEGINS, HELD = range(RHYTHMS)
PERIODS = (1, 2, 4, 8, 16)  # bars: the same place in phrases of these lengths


@dataclass(frozen=True)
class BandConfig:
    """Generator and critic. Letters: V voices, R roles (the voices and the drums), S states (a rest
    and the pitches), D drums, T steps."""

    voices: int = 6
    drums: int = DRUMS
    states: int = STATES
    genres: int = 6
    meter: int = FEATURES
    widths: tuple[int, ...] = (96, 128, 160, 200, 256)  # channels at T, T/2, T/4, T/8, T/16
    kernel: int = 5
    layers: int = 3  # of attention, at T/16
    heads: int = 4
    ffn: int = 384
    reach: int = 32  # tokens that a token attends to, on either side and itself
    detail: int = 2  # the level that reads the bars attended to step by step
    song_noise: int = 32
    bar_noise: int = 16
    critic_widths: tuple[int, ...] = (96, 128, 192, 256)
    window: int = 512  # steps of a long training window
    short: int = 128  # of a short one, and of what the critic hears

    @property
    def roles(self) -> int:
        return self.voices + 1

    @property
    def texture(self) -> int:
        """Of each phrase: onset rate and sounding share of each voice, onset rate of each drum, and
        of which roles they are given."""
        return 2 * self.voices + self.drums + self.roles

    @property
    def condition(self) -> int:
        """Genre, roles present, texture, noise of the song and of the bar."""
        told = self.genres + self.roles + self.texture
        return told + self.song_noise + self.bar_noise

    @property
    def flags(self) -> int:
        """Onsets and sounding of each voice, whether its rhythm and its pitches are visible;
        strokes of the drums, and whether they are; onsets of the melody; meter."""
        return 4 * self.voices + self.drums + 1 + 1 + self.meter

    @property
    def outputs(self) -> int:
        """Pitches and rhythms of each voice, strokes."""
        return self.voices * (self.states - 1 + RHYTHMS) + self.drums


def spread_roles(flags: NDArray, config: BandConfig) -> NDArray:
    """(R,) of roles -> (texture,) of what a texture tells of each of them."""
    voices = flags[: config.voices]
    return np.concatenate([voices, voices, np.repeat(flags[-1:], config.drums), flags])
