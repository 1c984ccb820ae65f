"""Attention between the bars of a song in numpy: what `attention.py` is in torch.

Letters: H heads, N tokens (bars of 16 steps), C channels, P steps of a level within a token.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generation.inference.layers import Array, rms_norm, silu
from generation.techniques.gan.band.config import EPSILON, PERIODS, BandConfig
from generation.techniques.gan.inference import Film, Linear, Reader

BEYOND = -1e4  # nats: out of reach


def describe_distances(bars: NDArray[np.float64]) -> NDArray[np.float64]:
    """(N,) bar numbers of tokens, with fractions -> (N, N, NEAR)."""
    between = bars[None, :] - bars[:, None]
    turns = [2 * np.pi * between / period for period in PERIODS]
    far = np.log1p(np.abs(between))
    near = [*(np.cos(t) for t in turns), *(np.sin(t) for t in turns), far, far * np.sign(between)]
    return np.stack(near, 2)


@dataclass(frozen=True)
class Weights:
    """How much each bar attends to each bar."""

    query_key: Linear  # (C, 2 C), the gain of the norm in it
    distance: Array  # (NEAR, H)
    heads: int
    reach: int

    def bias(self, distances: NDArray[np.float64], dtype: type) -> Array:
        """(H, N, N) of a song's distances."""
        at = np.arange(len(distances))
        near = np.abs(at[None] - at[:, None]) < self.reach
        bias: Array = (distances @ self.distance.astype(np.float64)).transpose(2, 0, 1)
        return np.where(near, bias, bias + BEYOND).astype(dtype)

    def attend(self, normed: Array, bias: Array) -> Array:
        """(N, C) without gain, (H, N, N) -> (H, N, N)."""
        found = self.query_key.forward(normed).reshape(len(normed), 2, self.heads, -1)
        query, key = found.transpose(1, 2, 0, 3)
        scores = query @ key.swapaxes(1, 2)
        scores *= found.dtype.type(found.shape[3] ** -0.5)
        scores += bias
        scores -= scores.max(2, keepdims=True)
        np.exp(scores, out=scores)
        scores /= scores.sum(2, keepdims=True)
        return scores


def read_bars(weights: Array, value: Array) -> Array:
    """(H, N, N) of (N P, C): each head reads its share of the channels."""
    heads, tokens = len(weights), weights.shape[1]
    split = value.reshape(tokens, -1, heads, value.shape[1] // heads).transpose(2, 0, 1, 3)
    read = weights @ split.reshape(heads, tokens, -1)  # (H, N, P C / H)
    return read.reshape(split.shape).transpose(1, 2, 0, 3).reshape(value.shape)


@dataclass(frozen=True)
class Layer:
    """Attention and a layer at each bar, FiLM between them."""

    weights: Weights
    value: Linear  # the gain of the weights' norm in it
    out_proj: Linear
    gain: Array  # (C,)
    film: Linear  # (condition, 2 C)
    ffn_in: Linear  # halved
    ffn_out: Linear

    def condition(self, rows: Array) -> Film:
        scale, shift = np.split(self.film.forward(rows), 2, axis=1)
        return Film((1 + scale) * self.gain, shift)

    def forward(self, x: Array, film: Film, bias: Array) -> Array:
        """x (N, C)."""
        normed = rms_norm(x, EPSILON)
        read = read_bars(self.weights.attend(normed, bias), self.value.forward(normed))
        x = x + self.out_proj.forward(read)
        h = rms_norm(x, EPSILON) * film.scale + film.shift
        return x + self.ffn_out.forward(silu(self.ffn_in.forward(h)))


@dataclass(frozen=True)
class Detail:
    """Each step reads the same place of the bars that its bar attends to."""

    weights: Weights
    value: Linear  # the gain of the norm in it
    out_proj: Linear

    def forward(self, x: Array, bars: Array, bias: Array) -> Array:
        """(N P, C), (N, C of the bottleneck), (H, N, N)."""
        weights = self.weights.attend(rms_norm(bars, EPSILON), bias)
        return x + self.out_proj.forward(
            read_bars(weights, self.value.forward(rms_norm(x, EPSILON)))
        )


def read_weights(read: Reader, name: str, config: BandConfig) -> Weights:
    return Weights(
        read.linear(f"{name}.query_key", f"{name}.norm.gain"),
        np.ascontiguousarray(read.tensor(f"{name}.distance.weight").T),
        config.heads,
        config.reach,
    )


def read_layer(read: Reader, name: str, config: BandConfig) -> Layer:
    return Layer(
        read_weights(read, f"{name}.weights", config),
        read.linear(f"{name}.value", f"{name}.weights.norm.gain"),
        read.linear(f"{name}.out_proj"),
        read.tensor(f"{name}.norm.gain")[:, 0],
        read.linear(f"{name}.film"),
        read.linear(f"{name}.ffn_in").halve(),
        read.linear(f"{name}.ffn_out"),
    )


def read_detail(read: Reader, name: str, config: BandConfig) -> Detail:
    return Detail(
        read_weights(read, f"{name}.weights", config),
        read.linear(f"{name}.value", f"{name}.norm.gain"),
        read.linear(f"{name}.out_proj"),
    )
