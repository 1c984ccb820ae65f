"""The band network for playing: the network of `network.py` in numpy, one song at a time.

Letters: V voices, R roles (the voices, the drums), S states, D drums, T steps, N tokens (bars of 16
steps), H heads, C channels.
"""

from collections.abc import Mapping
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from generation.inference.layers import Array, rms_norm, silu
from generation.inference.precision import rounded
from generation.techniques.gan.band.attending import (
    Detail,
    Layer,
    describe_distances,
    read_detail,
    read_layer,
)
from generation.techniques.gan.band.config import (
    BAR,
    BEGINS,
    EPSILON,
    PHRASE,
    RESTS,
    RHYTHMS,
    BandConfig,
)
from generation.techniques.gan.inference import Block, Film, Reader


class Tune(NamedTuple):
    """What is known of a song before anything is drawn."""

    state: NDArray[np.uint8]  # (T,) of the melody
    change: NDArray[np.bool_]  # (T,)
    meter: NDArray[np.float32]  # (meter, T)
    bars: NDArray[np.float64]  # (T,) bars since the first step, with fractions
    genre: int
    present: NDArray[np.bool_]  # (R,)


class Luck(NamedTuple):
    """How busy the band is to be, phrase by phrase, and its noise."""

    texture: Array  # (texture, T / 64)
    song_noise: Array  # (song_noise,)
    bar_noise: Array  # (bar_noise, T / 16)


class Band(NamedTuple):
    """What has been drawn."""

    state: NDArray[np.uint8]  # (V, T)
    rhythm: NDArray[np.uint8]  # (V, T) RESTS, BEGINS or HELD
    drums: NDArray[np.bool_]  # (D, T)


class Visible(NamedTuple):
    """What the network is shown. Where a pitch shows, its rhythm does."""

    rhythm: NDArray[np.bool_]  # (R, T)
    pitch: NDArray[np.bool_]  # (V, T)


class Logits(NamedTuple):
    """Of every cell."""

    pitch: Array  # (V, T, S - 1) if it sounds
    rhythm: Array  # (V, T, RHYTHMS)
    drums: Array  # (D, T)


class Generator:
    """The weights, ready for playing."""

    def __init__(self, config: BandConfig, tensors: Mapping[str, NDArray]) -> None:
        """`tensors` by their names in the torch network."""
        self.config = config
        read, levels = Reader(tensors), range(len(config.widths) - 1)
        self.states = read.tensor("states.weight").reshape(config.voices + 1, config.states + 1, -1)
        self.in_proj = read.linear("in_proj")
        self.down = [read.block(f"down.{level}", config.kernel) for level in levels]
        self.downsample = [read.downsampling(f"downsample.{level}") for level in levels]
        self.layers: list[Layer] = [
            read_layer(read, f"layers.{n}", config) for n in range(config.layers)
        ]
        self.detail: Detail = read_detail(read, "detail", config)
        self.upsample = [read.linear(f"upsample.{level}") for level in levels]
        self.skip_proj = [read.linear(f"skip_proj.{level}") for level in levels]
        self.up: list[Block] = [read.block(f"up.{level}", config.kernel) for level in levels]
        self.head_hidden = read.linear("head_hidden", "norm.gain").halve()
        self.to_logits = read.linear("to_logits")

    def prepare(self, tune: Tune, luck: Luck) -> "Conditioned":
        return Conditioned(self, tune, luck)


class Conditioned:
    """A generator for one song of T steps, a multiple of 16."""

    def __init__(
        self, generator: Generator, tune: Tune, luck: Luck, dtype: type = np.float32
    ) -> None:
        """`dtype` is that of all that is computed."""
        self.generator, self.given, self.dtype = generator, (tune, luck), dtype
        config = generator.config
        rows: Array = make_rows(tune, luck, config).astype(dtype)
        self.down: list[Film] = [block.condition(rows) for block in generator.down]
        self.up: list[Film] = [block.condition(rows) for block in generator.up]
        self.layers: list[Film] = [layer.condition(rows) for layer in generator.layers]
        distances = describe_distances(tune.bars[::BAR])
        self.biases = [layer.weights.bias(distances, dtype) for layer in generator.layers]
        self.detail_bias = generator.detail.weights.bias(distances, dtype)
        told = 1 + config.meter
        self.base: Array = generator.states[0][tune.state].astype(dtype)
        flags: Array = np.concatenate([tune.change[None], tune.meter]).T.astype(dtype)
        self.base += flags @ generator.in_proj.weight[-told:]
        self.base += generator.in_proj.bias

    @cached_property
    def exact(self) -> "Conditioned":
        """The same in double precision."""
        return Conditioned(self.generator, *self.given, np.float64)

    def embed(self, band: Band, visible: Visible) -> Array:
        """(T, C)"""
        config, x = self.generator.config, self.base.copy()
        shown = np.where(visible.pitch, band.state, config.states)
        for table, state in zip(self.generator.states[1:], shown, strict=True):
            x += table[state]
        rhythm, drums = visible.rhythm[:-1], visible.rhythm[-1:]
        flags: Array = np.concatenate(
            [
                (band.rhythm == BEGINS) & rhythm,
                (band.rhythm != RESTS) & rhythm,
                rhythm,
                visible.pitch,
                band.drums & drums,
                drums,
            ]
        )
        x += flags.T.astype(self.dtype) @ self.generator.in_proj.weight[: len(flags)]
        return x

    def logits(self, band: Band, visible: Visible) -> Logits:
        net, skips = self.generator, []
        x = self.embed(band, visible)
        for block, film, downsample in zip(net.down, self.down, net.downsample, strict=True):
            skips.append(block.forward(x, film))
            x = downsample.forward(skips[-1].reshape(len(x) // 2, -1))
        for layer, film, bias in zip(net.layers, self.layers, self.biases, strict=True):
            x = layer.forward(x, film, bias)  # (N, C of the bottleneck)
        bars = x
        for level in reversed(range(len(net.up))):
            upsampled = net.upsample[level].forward(x).repeat(2, 0)
            x = net.skip_proj[level].forward(np.concatenate([upsampled, skips[level]], 1))
            if level == net.config.detail:
                x = net.detail.forward(x, bars, self.detail_bias)
            x = net.up[level].forward(x, self.up[level])
        return self.split_logits(
            rounded(net.to_logits.forward(silu(net.head_hidden.forward(rms_norm(x, EPSILON)))))
        )

    def split_logits(self, out: Array) -> Logits:  # (T, outputs)
        config = self.generator.config
        voices, pitches = config.voices, config.states - 1
        pitch, rhythm, drums = np.split(out, [voices * pitches, voices * (pitches + RHYTHMS)], 1)
        pitch, rhythm = (
            each.reshape(len(out), voices, -1).swapaxes(0, 1) for each in (pitch, rhythm)
        )
        return Logits(pitch, rhythm, drums.T)


def make_rows(tune: Tune, luck: Luck, config: BandConfig) -> Array:
    """(T / 16, condition)."""
    bars = luck.bar_noise.shape[1]
    genre = np.arange(config.genres) == tune.genre
    shared = np.concatenate([genre, tune.present, luck.song_noise])
    texture = luck.texture.repeat(PHRASE // BAR, 1)[:, :bars]
    rows: Array = np.concatenate([np.tile(shared, (bars, 1)), texture.T, luck.bar_noise.T], 1)
    return rows
