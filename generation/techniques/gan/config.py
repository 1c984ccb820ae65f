"""The shape of the GAN's networks for each genre: what training (torch) and inference (numpy) have
to agree on.

A config is stored on the card of its model, under `sizes`. Add a genre: one entry of `GENRES`, its
corpus in `packing`, its card in `card`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from generation.codecs.monophonic import DRUMS

GAN_EPSILON = 1e-5  # of the RMS norms


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


WIDTHS = (128, 160, 192, 256)
POP = GanConfig(voices=5, drums=DRUMS, widths=WIDTHS)

# The voices are alto, tenor, bass; and bass, piano low, middle and high, strings. Own songs are
# told in those of pop, so that its weights can go on with them.
GENRES: Mapping[str, GanConfig] = {
    "bach": GanConfig(voices=3, drums=0, widths=WIDTHS),
    "pop": POP,
    "own": POP,
}
