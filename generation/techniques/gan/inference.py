"""The GAN's generator for playing: the network of `network.py` in numpy, one song at a time.

What no pass over a song changes (the melody, the texture, the noise) is worked out once; states are
looked up in a table where the torch network multiplies one-hot rows. Letters: V voices, S states, D
drums, T steps, C channels.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from generation.inference.former_names import rename_keys
from generation.inference.layers import Array, rms_norm, silu, unfold
from generation.inference.precision import rounded
from generation.techniques.gan.config import GAN_EPSILON, GanConfig
from generation.techniques.gan.former_names import FORMER_KEYS

BAR = 16  # steps that share one row of the condition


class Melody(NamedTuple):
    """What is known of a song before anything is drawn."""

    state: NDArray[np.uint8]  # (T,)
    change: NDArray[np.bool_]  # (T,)
    meter: NDArray[np.float32]  # (meter, T)


class Accompaniment(NamedTuple):
    """What has been drawn."""

    state: NDArray[np.uint8]  # (V, T)
    change: NDArray[np.bool_]  # (V, T) a note or a rest begins here
    drums: NDArray[np.bool_]  # (D, T)


class Condition(NamedTuple):
    """Conditions beside the notes."""

    texture: Array  # (texture,)
    song_noise: Array  # (song_noise,)
    bar_noise: Array  # (bar_noise, T / 16)


class Logits(NamedTuple):
    """Of every cell."""

    state: Array  # (V, T, S)
    change: Array  # (V, T)
    drums: Array  # (D, T)


class Film(NamedTuple):
    """Half of scale and shift of a block's channels, bar by bar (Perez et al. 2018). The norm's
    gain is in it."""

    scale: Array  # (T / 16, 1, C)
    shift: Array


@dataclass(frozen=True)
class Block:
    """Two convolutions over time with a residual, FiLM between them. Matrices are (in, out)."""

    conv1: Array  # (5 C, C), the gain of the first norm in it
    conv1_bias: Array
    film: Array  # (condition, 2 C)
    film_bias: Array
    gain: Array  # (C,) of the second norm
    conv2: Array  # (5 C, C)
    conv2_bias: Array
    taps: int

    def condition(self, rows: Array) -> Film:
        """rows (T / 16, condition)."""
        scale, shift = np.split((rows @ self.film + self.film_bias) / 2, 2, axis=1)
        return Film(((0.5 + scale) * self.gain)[:, None], shift[:, None])

    def forward(self, x: Array, film: Film) -> Array:
        """x (T, C), its steps a multiple of the film's bars."""
        h = unfold(rms_norm(x, GAN_EPSILON), self.taps) @ self.conv1
        h += self.conv1_bias
        bars = rms_norm(h, GAN_EPSILON).reshape(len(film.scale), -1, x.shape[1])
        bars *= film.scale
        bars += film.shift
        h = unfold(silu(bars.reshape(x.shape)), self.taps) @ self.conv2
        h += self.conv2_bias
        h += x
        return h


class Linear(NamedTuple):
    """A convolution over single steps."""

    weight: Array  # (in, out)
    bias: Array

    def halve(self) -> "Linear":
        return Linear(self.weight / 2, self.bias / 2)

    def forward(self, x: Array) -> Array:
        out = x @ self.weight
        out += self.bias
        return out


class Generator:
    """The weights, ready for playing."""

    def __init__(self, config: GanConfig, tensors: Mapping[str, NDArray]) -> None:
        """`tensors` by their names in the torch network, or by their former ones."""
        self.config = config
        levels = range(len(config.widths))
        read = Reader(rename_keys(tensors, FORMER_KEYS))
        melody, changes, *voices, drums, visible_drums, meter = np.split(
            read.matrix("in_proj.weight"), np.cumsum(config.input_channels)[:-1]
        )
        self.melody, self.melody_change, self.meter = melody, changes, meter
        self.states = voices[0].reshape(config.voices, config.states, -1)  # (V, S, C)
        self.flags = np.concatenate([*voices[1:], drums, visible_drums])  # (2 V + D + 1, C)
        self.in_proj_bias = read.tensor("in_proj.bias")
        self.down = [read.block(f"down.{level}", config.kernel) for level in levels]
        self.bottleneck = read.block("bottleneck", config.kernel)
        self.up = [read.block(f"up.{level}", config.kernel) for level in levels[:-1]]
        self.downsample = [read.downsampling(f"downsample.{level}") for level in levels[:-1]]
        self.upsample = [read.linear(f"upsample.{level}") for level in levels[:-1]]
        self.skip_proj = [read.linear(f"skip_proj.{level}") for level in levels[:-1]]
        self.head_hidden = read.linear("head_hidden", "norm.gain").halve()
        self.to_logits = read.linear("to_logits")

    def prepare(self, melody: Melody, condition: Condition) -> "Conditioned":
        return Conditioned(self, melody, condition)


class Reader:
    """Weights as torch names and lays them out -> matrices (in, out) in single precision."""

    def __init__(self, tensors: Mapping[str, NDArray]) -> None:
        self.tensors = tensors

    def tensor(self, name: str) -> Array:
        return np.ascontiguousarray(self.tensors[name], np.float32)

    def matrix(self, name: str, gain: str = "") -> Array:
        """Of a convolution over single steps; the gains of its input's channels may be put
        into it."""
        weight = self.tensor(name)[..., 0].T
        return np.ascontiguousarray(weight * self.tensor(gain) if gain else weight)

    def linear(self, name: str, gain: str = "") -> Linear:
        return Linear(self.matrix(f"{name}.weight", gain), self.tensor(f"{name}.bias"))

    def fold_taps(self, name: str, gain: str = "") -> Array:
        """(taps * in, out) of a convolution over several steps."""
        weight = self.tensor(name)  # (out, in, taps)
        if gain:
            weight = weight * self.tensor(gain)
        return np.ascontiguousarray(weight.transpose(2, 1, 0).reshape(-1, len(weight)))

    def downsampling(self, name: str) -> Linear:
        """Two steps in, one out."""
        return Linear(self.fold_taps(f"{name}.weight"), self.tensor(f"{name}.bias"))

    def block(self, name: str, taps: int) -> Block:
        return Block(
            self.fold_taps(f"{name}.conv1.weight", f"{name}.norm1.gain"),
            self.tensor(f"{name}.conv1.bias"),
            self.matrix(f"{name}.film.weight"),
            self.tensor(f"{name}.film.bias"),
            self.tensor(f"{name}.norm2.gain")[:, 0],
            self.fold_taps(f"{name}.conv2.weight"),
            self.tensor(f"{name}.conv2.bias"),
            taps,
        )


class Conditioned:
    """A generator for one song of T steps, a multiple of 16."""

    def __init__(
        self, generator: Generator, melody: Melody, condition: Condition, dtype: type = np.float32
    ) -> None:
        """`dtype` is that of all that is computed."""
        self.generator, self.given = generator, (melody, condition)
        bars = condition.bar_noise.shape[1]
        shared = np.concatenate([condition.texture, condition.song_noise])
        rows: Array = np.concatenate([np.tile(shared, (bars, 1)), condition.bar_noise.T], 1).astype(
            dtype
        )
        self.down = [block.condition(rows) for block in generator.down]
        self.bottleneck = generator.bottleneck.condition(rows)
        self.up = [block.condition(rows) for block in generator.up]
        self.base: Array = generator.melody[melody.state].astype(dtype)
        self.base += melody.change[:, None] * generator.melody_change
        self.base += melody.meter.T.astype(dtype) @ generator.meter + generator.in_proj_bias

    @cached_property
    def exact(self) -> "Conditioned":
        """The same in double precision."""
        return Conditioned(self.generator, *self.given, np.float64)

    def embed(self, drawn: Accompaniment, visible: NDArray[np.bool_]) -> Array:
        """(T, C); `visible` (V + 1, T): which steps of each voice, and (last) of the drums, the
        network is shown."""
        visible_voices, visible_drums = visible[:-1], visible[-1:]
        x = self.base.copy()
        for table, state, is_visible in zip(
            self.generator.states, drawn.state, visible_voices, strict=True
        ):
            x += table[state] * is_visible[:, None]
        flags = np.concatenate(
            [
                drawn.change & visible_voices,
                visible_voices,
                drawn.drums & visible_drums,
                visible_drums,
            ]
        )
        x += flags.T.astype(x.dtype) @ self.generator.flags
        return x

    def logits(self, drawn: Accompaniment, visible: NDArray[np.bool_]) -> Logits:
        net = self.generator
        x = self.embed(drawn, visible)
        skips = []
        for downsample, block, film in zip(
            [*net.downsample, None], net.down, self.down, strict=True
        ):
            x = block.forward(x, film)  # (T >> level, C of the level)
            if downsample:
                skips.append(x)
                x = downsample.forward(x.reshape(len(x) // 2, -1))
        x = net.bottleneck.forward(x, self.bottleneck)
        for level in reversed(range(len(net.up))):
            upsampled = net.upsample[level].forward(x).repeat(2, 0)
            x = net.skip_proj[level].forward(np.concatenate([upsampled, skips[level]], 1))
            x = net.up[level].forward(x, self.up[level])
        # (T, outputs)
        out = rounded(
            net.to_logits.forward(silu(net.head_hidden.forward(rms_norm(x, GAN_EPSILON))))
        )
        voices, states = net.config.voices, net.config.states
        state, change, drums = np.split(out, [voices * states, voices * states + voices], 1)
        return Logits(state.reshape(len(out), voices, states).swapaxes(0, 1), change.T, drums.T)
