"""The Transformer for playing: the network of `network.py` in numpy, with a cache of
keys and values.

One step of a small network is a hundred tiny operations, and a call of numpy costs a fifth of one
of torch; nor does a worker that only plays need torch in memory. Letters: B candidates, n new
steps, W width.
"""

from collections.abc import Callable, Mapping
from functools import cached_property, lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file

from generation.catalogue import Card
from generation.inference.layers import Array, interleave, phasors, rms_norm, rotate, silu, softmax
from generation.inference.precision import rounded
from generation.techniques.transformer.config import EPSILON, Config, offsets, rates, read_config


class Layer(NamedTuple):
    """Matrices (in, out) of one layer; the norms' gains are multiplied into them."""

    heard: Array  # (W, queries + keys + values)
    sharp: Array  # (heads, 1, 1)
    leave: Array  # (W, W)
    gated: Array  # (W, 2 inner): values, then halves of gates for `silu`
    fed: Array  # (inner, W)


class Head(NamedTuple):
    """The two layers that draw one field."""

    draw: Array  # half of it, for `silu`
    draw_bias: Array
    leave: Array
    leave_bias: Array


class Weights(NamedTuple):
    """The network as the player needs it."""

    sizes: Config
    show: Array  # (values, W)
    tell: Array
    layers: tuple[Layer, ...]
    norm: Array
    heads: tuple[Head, ...]


@lru_cache
def load(card: Card) -> Weights:
    """The network of a card, from its safetensors."""
    return weights_from(read_config(card.sizes), load_file(card.weights))


def weights_from(sizes: Config, tensors: Mapping[str, NDArray]) -> Weights:
    """`tensors` by their names in the torch network."""

    def tensor(name: str) -> Array:
        return np.ascontiguousarray(tensors[name], np.float32)

    def matrix(name: str, norm: str = "") -> Array:
        weight = tensor(f"{name}.weight").T
        return np.ascontiguousarray(weight * tensor(f"{norm}.weight")[:, None] if norm else weight)

    layers = []
    for number in range(sizes.layers):
        here, feed = f"attentions.{number}", f"feeds.{number}"
        query, key, value = (
            matrix(f"{here}.{name}", f"{here}.norm") for name in ("query", "key", "value")
        )
        heard = np.concatenate(
            [interleave(query, sizes.heads), interleave(key, sizes.key_heads), value], 1
        )
        value, half_gate = (
            matrix(f"{feed}.value", f"{feed}.norm"),
            matrix(f"{feed}.gate", f"{feed}.norm") / 2,
        )
        gated = np.concatenate([value, half_gate], 1)
        sharp = tensor(f"{here}.sharp") * np.float32(sizes.head_dim**-0.5)
        layers.append(Layer(heard, sharp, matrix(f"{here}.leave"), gated, matrix(f"{feed}.leave")))
    heads = tuple(
        Head(
            matrix(f"draw.{n}") / 2,
            tensor(f"draw.{n}.bias") / 2,
            matrix(f"leave.{n}"),
            tensor(f"leave.{n}.bias"),
        )
        for n in range(len(sizes.fields))
    )
    tables = tensor("show.weight"), tensor("tell.weight")
    return Weights(sizes, *tables, tuple(layers), tensor("norm.weight"), heads)


class NumpyTransformer:
    """Hears steps one after the other, for B candidates at once."""

    def __init__(
        self, weights: Weights, capacity: int, candidates: int = 1, dtype: type = np.float32
    ) -> None:
        """`dtype` is that of all that is computed."""
        sizes = self.sizes = weights.sizes
        self.weights, self.dtype = weights, dtype
        self.length = 0
        shape = (sizes.layers, candidates, sizes.key_heads, capacity, sizes.head_dim)
        self.keys: Array = np.zeros(shape, dtype)
        self.values: Array = np.zeros(shape, dtype)
        self.shown_at = np.array(offsets(sizes.shown))
        self.told_at = offsets(sizes.conditions)
        self.by_order, self.by_time = rates(sizes.head_dim)

    @property
    def full(self) -> bool:
        return self.length >= self.keys.shape[3]

    def split(self, candidates: int) -> None:
        """From here on there are so many, each with the same past."""
        if candidates > 1:
            self.keys, self.values = (
                each.repeat(candidates, 1) for each in (self.keys, self.values)
            )

    def hear(self, shown: NDArray[np.integer], times: NDArray[np.floating]) -> Array:
        """shown (B, n, I), when (B, n) quarters -> (B, n, W)."""
        sizes, new = self.sizes, shown.shape[1]
        x = self.weights.show[shown + self.shown_at].sum(2, dtype=self.dtype)  # (B, n, W)
        order = np.arange(self.length, self.length + new, dtype=np.float32)
        by_order = np.broadcast_to(
            order[:, None] * self.by_order, (len(x), new, len(self.by_order))
        )
        angles = np.concatenate([by_order, times[..., None].astype(np.float32) * self.by_time], 2)[
            :, None
        ]
        turn = phasors(angles, self.dtype)  # (B, 1, n, depth / 2)
        for number, layer in enumerate(self.weights.layers):
            x = x + self.attend(number, rms_norm(x, EPSILON), turn) @ layer.leave
            both = rms_norm(x, EPSILON) @ layer.gated
            x = x + (silu(both[..., sizes.inner :]) * both[..., : sizes.inner]) @ layer.fed
        self.length += new
        return rms_norm(x, EPSILON) * self.weights.norm

    def attend(self, number: int, x: Array, turn: NDArray[np.complexfloating]) -> Array:
        """x (B, n, W) -> (B, n, W)."""
        sizes, head_dim, layer = self.sizes, self.sizes.head_dim, self.weights.layers[number]
        heard = x @ layer.heard  # (B, n, queries + keys + values)
        first, stop = self.length, self.length + heard.shape[1]
        # (B, all heads, n, depth)
        parts = heard.reshape(*heard.shape[:2], -1, head_dim).swapaxes(1, 2)
        turned = rotate(rms_norm(parts[:, : -sizes.key_heads], EPSILON), turn)
        self.keys[number, :, :, first:stop] = turned[:, sizes.heads :]
        self.values[number, :, :, first:stop] = parts[:, -sizes.key_heads :]
        keys, values = (each[number, :, :, None, :stop] for each in (self.keys, self.values))
        new, group = heard.shape[1], sizes.heads // sizes.key_heads
        query = turned[:, : sizes.heads] * layer.sharp
        query = query.reshape(len(heard), sizes.key_heads, group, new, head_dim)
        if new == 1:  # all queries of a group in one product
            return (softmax(query.swapaxes(2, 3) @ keys.swapaxes(3, 4)) @ values).reshape(
                len(heard), 1, -1
            )
        scores = query @ keys.swapaxes(3, 4)  # (B, key heads, group, n, stop)
        future = np.arange(stop) > np.arange(first, stop)[:, None]
        scores[..., future] = -np.inf
        found = (softmax(scores) @ values).reshape(len(heard), sizes.heads, new, head_dim)
        return found.swapaxes(1, 2).reshape(len(heard), new, -1)


class FieldDecoder:
    """Draws the fields of the next step of each candidate, one after the other."""

    def __init__(
        self, player: NumpyTransformer, heard: Array, again: "Callable[[], FieldDecoder]"
    ) -> None:
        """`again` begins the same step in double precision."""
        self.player, self.known = player, heard  # (B, W)
        self.again = again
        self.column = self.field = 0

    @cached_property
    def exact(self) -> "FieldDecoder":
        return self.again()

    def logits(self, *hints: NDArray[np.integer]) -> Array:
        """(B, values) of the next field, once its hints (B,) are told."""
        for hint in hints:
            self.tell(hint)
        head = self.player.weights.heads[self.field]
        self.field += 1
        return rounded(silu(self.known @ head.draw + head.draw_bias) @ head.leave + head.leave_bias)

    def tell(self, value: NDArray[np.integer]) -> None:
        """A hint, or the value that was drawn."""
        self.known = self.known + self.player.weights.tell[value + self.player.told_at[self.column]]
        self.column += 1
