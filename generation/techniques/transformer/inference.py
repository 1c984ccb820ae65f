"""The Transformer for playing: forward passes of `network.py` in numpy, with a cache of keys and
values.

One step of a small network is a hundred tiny operations, and a call of numpy costs a fifth of one
of torch; nor does a worker that only plays need torch in memory. Letters: B candidates, n new
steps, C width, I inputs of a step.
"""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file

from generation.catalogue import Card
from generation.inference.former_names import rename_keys
from generation.inference.layers import Array, interleave, phasors, rms_norm, rotate, silu, softmax
from generation.inference.loaded import keep_loaded
from generation.inference.precision import rounded
from generation.techniques.transformer.config import (
    EPSILON,
    Config,
    read_config,
    rope_rates,
    table_offsets,
)
from generation.techniques.transformer.former_names import FORMER_KEYS


class Layer(NamedTuple):
    """Matrices (in, out) of one layer; the norms' gains are multiplied into them."""

    qkv: Array  # (C, queries + keys + values)
    qk_scale: Array  # (heads, 1, 1)
    out_proj: Array  # (C, C)
    up_gate: Array  # (C, 2 ffn_width): values, then halves of gates for `silu`
    down_proj: Array  # (ffn_width, C)


class Head(NamedTuple):
    """The two layers that predict one field."""

    hidden: Array  # half of it, for `silu`
    hidden_bias: Array
    out: Array
    out_bias: Array


class Weights(NamedTuple):
    """The network as forward passes in numpy need it."""

    config: Config
    input_emb: Array  # (values, C)
    condition_emb: Array
    layers: tuple[Layer, ...]
    norm: Array
    heads: tuple[Head, ...]


@keep_loaded
def load(card: Card) -> Weights:
    """The network of a card, from its safetensors."""
    return read_weights(read_config(card.sizes), load_file(card.weights))


def read_weights(config: Config, tensors: Mapping[str, NDArray]) -> Weights:
    """`tensors` by their names in the torch network, or by their former ones."""
    read = Reader(config, rename_keys(tensors, FORMER_KEYS))
    return Weights(
        config,
        read.tensor("input_emb.weight"),
        read.tensor("condition_emb.weight"),
        tuple(read.layer(number) for number in range(config.layers)),
        read.tensor("norm.weight"),
        tuple(read.head(number) for number in range(len(config.fields))),
    )


class Reader(NamedTuple):
    """Tensors of the torch network, and how they are laid out for numpy."""

    config: Config
    tensors: Mapping[str, NDArray]

    def tensor(self, name: str) -> Array:
        return np.ascontiguousarray(self.tensors[name], np.float32)

    def matrix(self, name: str) -> Array:
        """(in, out)"""
        return np.ascontiguousarray(self.tensor(f"{name}.weight").T)

    def normed(self, part: str, name: str) -> Array:
        """A matrix (in, out) that comes after the norm of its part, with the norm's gain in it."""
        gain = self.tensor(f"{part}.norm.weight")[:, None]
        return np.ascontiguousarray(self.tensor(f"{part}.{name}.weight").T * gain)

    def layer(self, number: int) -> Layer:
        config, attention, ffn = self.config, f"attentions.{number}", f"ffns.{number}"
        query = interleave(self.normed(attention, "query_proj"), config.heads)
        key = interleave(self.normed(attention, "key_proj"), config.key_heads)
        value = self.normed(attention, "value_proj")
        return Layer(
            np.concatenate([query, key, value], 1),
            self.tensor(f"{attention}.qk_scale") * np.float32(config.head_dim**-0.5),
            self.matrix(f"{attention}.out_proj"),
            np.concatenate([self.normed(ffn, "up_proj"), self.normed(ffn, "gate_proj") / 2], 1),
            self.matrix(f"{ffn}.down_proj"),
        )

    def head(self, number: int) -> Head:
        hidden, out = f"head_hidden.{number}", f"head_out.{number}"
        return Head(
            self.matrix(hidden) / 2,
            self.tensor(f"{hidden}.bias") / 2,
            self.matrix(out),
            self.tensor(f"{out}.bias"),
        )


class NumpyTransformer:
    """The backbone for B candidates at once, which remembers keys and values of the steps before
    (a KV cache)."""

    def __init__(
        self, weights: Weights, capacity: int, candidates: int = 1, dtype: type = np.float32
    ) -> None:
        """`dtype` is that of all that is computed."""
        config = self.config = weights.config
        self.weights, self.dtype = weights, dtype
        self.length = 0
        shape = (config.layers, candidates, config.key_heads, capacity, config.head_dim)
        self.keys: Array = np.zeros(shape, dtype)
        self.values: Array = np.zeros(shape, dtype)
        self.input_offsets = np.array(table_offsets(config.inputs))
        self.condition_offsets = table_offsets(config.conditions)
        self.by_order, self.by_time = rope_rates(config.head_dim)

    @property
    def full(self) -> bool:
        return self.length >= self.keys.shape[3]

    def repeat_cache(self, candidates: int) -> None:
        """From here on there are so many candidates, each with the same past."""
        if candidates > 1:
            self.keys, self.values = (
                each.repeat(candidates, 1) for each in (self.keys, self.values)
            )

    def backbone(self, inputs: NDArray[np.integer], times: NDArray[np.floating]) -> Array:
        """inputs (B, n, I), times (B, n) quarters -> hidden states (B, n, C) of the new steps."""
        width = self.config.ffn_width
        x = self.weights.input_emb[inputs + self.input_offsets].sum(2, dtype=self.dtype)
        rotation = self.rope(times)
        for number, layer in enumerate(self.weights.layers):
            x = x + self.attend(number, rms_norm(x, EPSILON), rotation) @ layer.out_proj
            up_gate = rms_norm(x, EPSILON) @ layer.up_gate
            x = x + (silu(up_gate[..., width:]) * up_gate[..., :width]) @ layer.down_proj
        self.length += inputs.shape[1]
        return rms_norm(x, EPSILON) * self.weights.norm

    def rope(self, times: NDArray[np.floating]) -> NDArray[np.complexfloating]:
        """Rotations (B, 1, n, head_dim / 2) of the new steps."""
        count, new = times.shape
        order = np.arange(self.length, self.length + new, dtype=np.float32)
        by_order = np.broadcast_to(order[:, None] * self.by_order, (count, new, len(self.by_order)))
        by_time = times[..., None].astype(np.float32) * self.by_time
        return phasors(np.concatenate([by_order, by_time], 2)[:, None], self.dtype)

    def attend(self, number: int, h: Array, rotation: NDArray[np.complexfloating]) -> Array:
        """h (B, n, C) -> (B, n, C)."""
        config, head_dim, layer = self.config, self.config.head_dim, self.weights.layers[number]
        qkv = h @ layer.qkv
        count, new = qkv.shape[:2]
        first, stop = self.length, self.length + new
        # (B, all heads, n, head_dim)
        parts = qkv.reshape(count, new, -1, head_dim).swapaxes(1, 2)
        rotated = rotate(rms_norm(parts[:, : -config.key_heads], EPSILON), rotation)
        self.keys[number, :, :, first:stop] = rotated[:, config.heads :]
        self.values[number, :, :, first:stop] = parts[:, -config.key_heads :]
        keys, values = (each[number, :, :, None, :stop] for each in (self.keys, self.values))
        query = rotated[:, : config.heads] * layer.qk_scale
        query = query.reshape(count, config.key_heads, -1, new, head_dim)
        if new == 1:  # all queries of a group in one product
            attn = self.weigh(number, query.swapaxes(2, 3) @ keys.swapaxes(3, 4)) @ values
            return attn.reshape(count, 1, -1)
        scores = query @ keys.swapaxes(3, 4)  # (B, key heads, group, n, stop)
        future = np.arange(stop) > np.arange(first, stop)[:, None]
        scores[..., future] = -np.inf
        attn = (self.weigh(number, scores) @ values).reshape(count, config.heads, new, head_dim)
        return attn.swapaxes(1, 2).reshape(count, new, -1)

    def weigh(self, number: int, scores: Array) -> Array:
        """Of a layer: scores (B, ..., steps) of its heads and new steps as shares of attention, which
        add up to 1."""
        return softmax(scores)


class FieldDecoder:
    """Predicts the fields of the next step of B candidates, one after the other."""

    def __init__(
        self, network: NumpyTransformer, h: Array, start_exact: "Callable[[], FieldDecoder]"
    ) -> None:
        """h (B, C) of the last step; `start_exact` begins the same step in double precision."""
        self.network, self.h, self.start_exact = network, h, start_exact
        self.column = self.field = 0

    @cached_property
    def exact(self) -> "FieldDecoder":
        return self.start_exact()

    def logits(self, *conditions: NDArray[np.integer]) -> Array:
        """(B, values) of the next field, given what else is known before it, (B,) each."""
        for condition in conditions:
            self.add_condition(condition)
        head = self.network.weights.heads[self.field]
        self.field += 1
        hidden = silu(self.h @ head.hidden + head.hidden_bias)
        return rounded(hidden @ head.out + head.out_bias)

    def add_condition(self, value: NDArray[np.integer]) -> None:
        """What is known before the next field, or the value that was sampled: (B,)."""
        offset = self.network.condition_offsets[self.column]
        self.h = self.h + self.network.weights.condition_emb[value + offset]
        self.column += 1
