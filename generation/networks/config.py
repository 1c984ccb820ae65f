"""Shapes of the GAN's networks and of the AR-CNN: what training (torch) and inference (numpy) have
to agree on.

Each config is stored on the card of its model, under `sizes`.
"""

from dataclasses import dataclass
from typing import Any, TypeVar

# Kinds of cells of the AR-CNN: to be predicted; known to be right; played, but perhaps wrong.
HIDDEN, GIVEN, HEARD = 0, 1, 2
# 16 steps since the beginning of the piece, or 4 steps of a beat where only the beat is known
PHASES = 20
ROPE_BASE = 1000.0  # of the AR-CNN's rotary positions
GAN_EPSILON = 1e-5  # of the GAN's RMS norms
ARCNN_EPSILON = 1.1920929e-07  # of the AR-CNN's: that of single precision


@dataclass(frozen=True)
class GanConfig:
    """Generator and critic. Letters: V voices, S states (a rest and the pitches), D drums, T
    steps."""

    voices: int
    drums: int  # 9 or 0
    states: int = 73
    meter: int = 10  # features of `generation.codecs.meter`
    widths: tuple[int, ...] = (128, 192, 256, 320)  # channels at T, T/2, T/4, T/8
    kernel: int = 5
    song_noise: int = 64
    bar_noise: int = 32
    critic_widths: tuple[int, ...] = (96, 128, 192, 256)
    window: int = 128  # steps of a training window; the generator takes any multiple of 16

    @property
    def texture(self) -> int:
        """Onset rate and sounding share of each voice, onset rate of each drum, and whether they
        are given."""
        return 2 * self.voices + self.drums + 1

    @property
    def inputs(self) -> int:
        """Channels of the generator's input, see `input_channels`."""
        return sum(self.input_channels)

    @property
    def input_channels(self) -> tuple[int, ...]:
        """Melody states, its changes; states of voices, their changes, which are visible; drums,
        visible; meter."""
        voices = self.voices
        return self.states, 1, voices * self.states, voices, voices, self.drums, 1, self.meter

    @property
    def outputs(self) -> int:
        return self.voices * (self.states + 1) + self.drums

    @property
    def condition(self) -> int:
        return self.texture + self.song_noise + self.bar_noise


@dataclass(frozen=True)
class ArcnnConfig:
    """Letters: V voices, S states (a rest and the pitches), T steps."""

    voices: int = 4
    states: int = 47  # a rest, then the pitches 36 to 81
    pitch: int = 64  # width of the embedding of a state
    width: int = 192
    dilations: tuple[int, ...] = (1, 2, 4, 8, 1, 2, 4, 8, 1, 2)
    attend_after: tuple[int, ...] = (2, 5, 9)  # blocks followed by an attention over time
    heads: int = 3
    window: int = 128  # steps of a training window

    @property
    def head_width(self) -> int:
        return self.width // self.heads


Config = TypeVar("Config")


def config_from(kind: type[Config], content: dict[str, Any]) -> Config:
    """A config from a card's JSON, where tuples are lists."""
    return kind(
        **{
            name: tuple(value) if isinstance(value, list) else value
            for name, value in content.items()
        }
    )
