"""The AR-CNN for playing: the network of `techniques/arcnn/network.py` in numpy.

Embeddings are multiplied into the layer after them once, so that a cell is looked up in a table of
its voice. Letters: B windows, V voices, S states, T steps, C channels.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generation.inference.former_names import rename_keys
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
from generation.techniques.arcnn.former_names import FORMER_KEYS

TAPS = 3


@dataclass(frozen=True)
class Block:
    """A gated, dilated convolution over time with a residual. Matrices are (in, out)."""

    dilation: int
    gated_proj: Array  # (3 C, 2 C): halves of values, then of gates; the gain of the norm in it
    gated_proj_bias: Array
    out_proj: Array  # (C, C)
    out_proj_bias: Array

    def forward(self, x: Array) -> Array:  # (B, T, C)
        h = unfold(rms_norm(x, ARCNN_EPSILON), TAPS, self.dilation) @ self.gated_proj
        h += self.gated_proj_bias
        h = gate(*np.split(h, 2, axis=-1)) @ self.out_proj
        h += self.out_proj_bias
        h += x
        return h


@dataclass(frozen=True)
class Attention:
    """Self-attention over all steps."""

    heads: int
    # (C, 3 C): queries (by the root of their width), keys, values; the gain of the norm in it
    qkv_proj: Array
    out_proj: Array  # (C, C)

    def forward(
        self, x: Array, rotation: NDArray[np.complexfloating]
    ) -> Array:  # (B, T, C); (T, C / heads / 2)
        windows, steps, width = x.shape
        h = rms_norm(x, ARCNN_EPSILON) @ self.qkv_proj
        # (B, 3 heads, T, C / heads)
        h = h.reshape(windows, steps, 3 * self.heads, -1).swapaxes(1, 2)
        query, key = np.split(rotate(h[:, : -self.heads], rotation), 2, axis=1)
        scores = query @ key.swapaxes(2, 3)
        scores -= scores.max(-1, keepdims=True)
        attn = softmax(scores) @ h[:, -self.heads :]
        return x + attn.swapaxes(1, 2).reshape(windows, steps, width) @ self.out_proj


class Arcnn:
    """The weights, ready for playing."""

    def __init__(self, config: ArcnnConfig, tensors: Mapping[str, NDArray]) -> None:
        """`tensors` by their names in the torch network, or by their former ones."""
        self.config = config
        read = Reader(rename_keys(tensors, FORMER_KEYS))
        # In double precision, in which these sums are exact for weights of half precision: the same
        # on every processor.
        # (V, pitch, C)
        in_proj = read.matrix("in_proj").reshape(config.voices, config.pitch, -1).astype(np.float64)
        kind_emb = read.tensor("kind_emb.weight").reshape(config.voices, 3, -1)
        self.state_emb = (read.tensor("state_emb.weight") @ in_proj).astype(np.float32)  # (V, S, C)
        self.kind_emb = (kind_emb @ in_proj).astype(np.float32)  # (V, 3, C)
        self.phase_emb = read.tensor("phase_emb.weight") + read.tensor("in_proj.bias")
        self.blocks = [
            read.block(number, dilation) for number, dilation in enumerate(config.dilations)
        ]
        self.attentions = {
            number: read.attention(f"attentions.{number}", config) for number in config.attend_after
        }
        self.head_hidden = read.matrix("head_hidden", "norm") / 2  # for `silu`, which takes halves
        self.head_hidden_bias = read.tensor("head_hidden.bias") / 2
        self.to_logits = read.matrix("to_logits")
        self.out_bias = read.tensor("to_logits.bias") + read.tensor("out_bias")  # (V, S)

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
        x = self.phase_emb[phase].astype(dtype)  # (B, T, C)
        for voice in range(self.config.voices):
            x += self.state_emb[voice][state[:, voice]] * (kind[:, voice] != HIDDEN)[..., None]
            x += self.kind_emb[voice][kind[:, voice]]
        rotation = rope(x.shape[1], self.config.head_dim, dtype)
        for number, block in enumerate(self.blocks):
            x = block.forward(x)
            if number in self.attentions:
                x = self.attentions[number].forward(x, rotation)
        h = rms_norm(x, ARCNN_EPSILON) @ self.head_hidden
        h += self.head_hidden_bias
        hidden = silu(h).reshape(*x.shape[:2], self.config.voices, -1)
        logits: Array = hidden @ self.to_logits  # (B, T, V, S)
        logits += self.out_bias
        return rounded(logits.swapaxes(1, 2))


def rope(steps: int, head_dim: int, dtype: type) -> NDArray[np.complexfloating]:
    """(T, head_dim / 2) rotary positions, as phasors."""
    rates = ROPE_BASE ** -(np.arange(0, head_dim, 2) / head_dim)
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
        parts = [self.matrix(f"{name}.{part}_proj") * gain for part in ("value", "gate")]
        biases = [self.tensor(f"{name}.{part}_proj.bias") for part in ("value", "gate")]
        out_proj, out_bias = self.matrix(f"{name}.out_proj"), self.tensor(f"{name}.out_proj.bias")
        return Block(
            dilation, np.concatenate(parts, 1) / 2, np.concatenate(biases) / 2, out_proj, out_bias
        )

    def attention(self, name: str, config: ArcnnConfig) -> Attention:
        heads = config.heads
        query, key, value = (
            self.matrix(f"{name}.{part}_proj", f"{name}.norm") for part in ("query", "key", "value")
        )
        query, key = (
            interleave(query, heads) * np.float32(config.head_dim**-0.5),
            interleave(key, heads),
        )
        return Attention(
            heads, np.concatenate([query, key, value], 1), self.matrix(f"{name}.out_proj")
        )
