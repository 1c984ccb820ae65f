"""The AR-CNN for playing: the network of `techniques/arcnn/network.py` in numpy.

Embeddings are multiplied into the layer after them once, so that a cell is looked up in a table of
its voice. Letters: B windows, V voices, S states, T steps, C channels.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generation.inference.layers import (
    Array,
    gate,
    interleave,
    phasors,
    rms_norm,
    rotate,
    silu,
    softmax,
    unfold,
)
from generation.inference.precision import rounded
from generation.techniques.arcnn.config import ARCNN_EPSILON, HIDDEN, ROPE_BASE, ArcnnConfig

TAPS = 3


@dataclass(frozen=True)
class Block:
    """A gated, dilated convolution over time with a residual. Matrices are (in, out)."""

    dilation: int
    gated: Array  # (3 C, 2 C): halves of values, then of gates; the gain of the norm in it
    gated_bias: Array
    leave: Array  # (C, C)
    leave_bias: Array

    def forward(self, x: Array) -> Array:  # (B, T, C)
        h = unfold(rms_norm(x, ARCNN_EPSILON), TAPS, self.dilation) @ self.gated
        h += self.gated_bias
        h = gate(*np.split(h, 2, axis=-1)) @ self.leave
        h += self.leave_bias
        h += x
        return h


@dataclass(frozen=True)
class Attention:
    """Every step attends to every other."""

    heads: int
    # (C, 3 C): queries (by the root of their width), keys, values; the gain of the norm in it
    projected: Array
    leave: Array  # (C, C)

    def forward(
        self, x: Array, turn: NDArray[np.complexfloating]
    ) -> Array:  # (B, T, C); (T, C / heads / 2)
        windows, steps, width = x.shape
        h = rms_norm(x, ARCNN_EPSILON) @ self.projected
        # (B, 3 heads, T, C / heads)
        h = h.reshape(windows, steps, 3 * self.heads, -1).swapaxes(1, 2)
        query, key = np.split(rotate(h[:, : -self.heads], turn), 2, axis=1)
        scores = query @ key.swapaxes(2, 3)
        scores -= scores.max(-1, keepdims=True)
        found = softmax(scores) @ h[:, -self.heads :]
        return x + found.swapaxes(1, 2).reshape(windows, steps, width) @ self.leave


class Arcnn:
    """The weights, ready for playing."""

    def __init__(self, config: ArcnnConfig, tensors: Mapping[str, NDArray]) -> None:
        """`tensors` by their names in the torch network."""
        self.config = config
        read = Reader(tensors)
        # In double precision, in which these sums are exact for weights of half precision: the same
        # on every processor.
        # (V, pitch, C)
        enter = read.matrix("enter").reshape(config.voices, config.pitch, -1).astype(np.float64)
        kinds = read.tensor("kind.weight").reshape(config.voices, 3, -1)
        self.state = (read.tensor("state.weight") @ enter).astype(np.float32)  # (V, S, C)
        self.kind = (kinds @ enter).astype(np.float32)  # (V, 3, C)
        self.phase = read.tensor("phase.weight") + read.tensor("enter.bias")
        self.blocks = [
            read.block(number, dilation) for number, dilation in enumerate(config.dilations)
        ]
        self.attentions = {
            number: read.attention(f"attentions.{number}", config) for number in config.attend_after
        }
        self.leave = read.matrix("leave.1", "leave.0") / 2  # for `silu`, which takes halves
        self.leave_bias = read.tensor("leave.1.bias") / 2
        self.guess = read.matrix("guess")
        self.guess_bias = read.tensor("guess.bias") + read.tensor("habit")  # (V, S)

    def logits(
        self,
        state: NDArray[np.integer],
        kind: NDArray[np.integer],
        phase: NDArray[np.integer],
        dtype: type = np.float32,
    ) -> Array:
        """state, kind (B, V, T), phase (B, T), all whole numbers -> (B, V, T, S).

        `dtype` is that of all that is computed.
        """
        x = self.phase[phase].astype(dtype)  # (B, T, C)
        for voice in range(self.config.voices):
            x += self.state[voice][state[:, voice]] * (kind[:, voice] != HIDDEN)[..., None]
            x += self.kind[voice][kind[:, voice]]
        turn = turn_of(x.shape[1], self.config.head_width, dtype)
        for number, block in enumerate(self.blocks):
            x = block.forward(x)
            if number in self.attentions:
                x = self.attentions[number].forward(x, turn)
        out = rms_norm(x, ARCNN_EPSILON) @ self.leave
        out += self.leave_bias
        out = silu(out).reshape(*x.shape[:2], self.config.voices, -1) @ self.guess  # (B, T, V, S)
        out += self.guess_bias
        return rounded(out.swapaxes(1, 2))


def turn_of(steps: int, head_width: int, dtype: type) -> NDArray[np.complexfloating]:
    """(T, head / 2) rotary positions."""
    rates = ROPE_BASE ** -(np.arange(0, head_width, 2) / head_width)
    return phasors(np.arange(steps)[:, None] * rates, dtype)


class Reader:
    """Weights as torch names and lays them out -> matrices (in, out) in single precision."""

    def __init__(self, tensors: Mapping[str, NDArray]) -> None:
        self.tensors = tensors

    def tensor(self, name: str) -> Array:
        return np.ascontiguousarray(self.tensors[name], np.float32)

    def matrix(self, name: str, norm: str = "") -> Array:
        """(in, out) of a linear layer; the gain of the norm before it may be put into it."""
        weight = self.tensor(f"{name}.weight").T
        return np.ascontiguousarray(
            weight * self.tensor(f"{norm}.weight")[:, None] if norm else weight
        )

    def block(self, number: int, dilation: int) -> Block:
        name = f"blocks.{number}"
        gain = np.tile(self.tensor(f"{name}.norm.weight"), TAPS)[:, None]
        parts = [self.matrix(f"{name}.{part}") * gain for part in ("value", "gate")]
        biases = [self.tensor(f"{name}.{part}.bias") for part in ("value", "gate")]
        leave, leave_bias = self.matrix(f"{name}.leave"), self.tensor(f"{name}.leave.bias")
        return Block(
            dilation, np.concatenate(parts, 1) / 2, np.concatenate(biases) / 2, leave, leave_bias
        )

    def attention(self, name: str, config: ArcnnConfig) -> Attention:
        heads = config.heads
        query, key, value = (
            self.matrix(f"{name}.{part}", f"{name}.norm") for part in ("query", "key", "value")
        )
        query, key = (
            interleave(query, heads) * np.float32(config.head_width**-0.5),
            interleave(key, heads),
        )
        return Attention(
            heads, np.concatenate([query, key, value], 1), self.matrix(f"{name}.leave")
        )
