"""The Transformer for playing: the network of `networks/transformer.py` in numpy, with a cache of keys and values.

One step of a small network is a hundred tiny operations, and a call of numpy costs a fifth of one of torch; nor does
a worker that only plays need torch in memory. Letters: B candidates, n new steps, W width.
"""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file

from generation.catalogue import Card
from generation.networks.compound import EPSILON, Sizes, offsets, rates, sizes_from

Array = NDArray[np.float32]


class Layer(NamedTuple):
    """Matrices (in, out) of one layer; the norms' weights are multiplied into them."""

    heard: Array  # (W, queries + keys + values)
    sharp: Array  # (heads, 1, 1)
    leave: Array  # (W, W)
    gated: Array  # (W, 2 inner): gates, then values
    fed: Array  # (inner, W)


class Head(NamedTuple):
    """The two layers that draw one field."""

    draw: Array
    draw_bias: Array
    leave: Array
    leave_bias: Array


class Weights(NamedTuple):
    """The network as the player needs it."""

    sizes: Sizes
    show: Array  # (values, W)
    tell: Array
    layers: tuple[Layer, ...]
    norm: Array
    heads: tuple[Head, ...]


@lru_cache(maxsize=4)
def load(card: Card) -> Weights:
    """The network of a card, from its safetensors."""
    return weights_from(sizes_from(card.sizes), load_file(card.weights))


def weights_from(sizes: Sizes, tensors: dict[str, NDArray]) -> Weights:
    full = {name: tensor.astype(np.float32) for name, tensor in tensors.items()}

    def after(norm: str, *names: str) -> Array:
        return np.ascontiguousarray(np.concatenate([full[f"{name}.weight"] for name in names]).T * full[norm][:, None])

    layers = []
    for number in range(sizes.layers):
        here, feed = f"attentions.{number}", f"feeds.{number}"
        heard = after(f"{here}.norm.weight", *(f"{here}.{name}" for name in ("query", "key", "value")))
        gated = after(f"{feed}.norm.weight", f"{feed}.gate", f"{feed}.value")
        leave, fed = (np.ascontiguousarray(full[f"{each}.leave.weight"].T) for each in (here, feed))
        sharp = full[f"{here}.sharp"] * np.float32(sizes.depth**-0.5)
        layers.append(Layer(heard, sharp, leave, gated, fed))
    heads = tuple(
        Head(*(np.ascontiguousarray(full[f"{part}.{n}.{kind}"].T) for part in ("draw", "leave") for kind in KINDS))
        for n in range(len(sizes.fields))
    )
    return Weights(sizes, full["show.weight"], full["tell.weight"], tuple(layers), full["norm.weight"], heads)


KINDS = ("weight", "bias")


def normed(x: Array) -> Array:
    return x / np.sqrt(np.einsum("...i,...i->...", x, x)[..., None] / x.shape[-1] + EPSILON)


def silu(x: Array) -> Array:
    return x / (1 + np.exp(-x))


class Player:
    """Hears steps one after the other, for B candidates at once."""

    def __init__(self, weights: Weights, capacity: int, candidates: int = 1) -> None:
        sizes = self.sizes = weights.sizes
        self.weights = weights
        self.length = 0
        shape = (sizes.layers, candidates, sizes.key_heads, capacity, sizes.depth)
        self.keys, self.values = np.zeros(shape, np.float32), np.zeros(shape, np.float32)
        self.shown_at = np.array(offsets(sizes.shown))
        self.told_at = offsets(sizes.told)
        self.by_order, self.by_time = rates(sizes.depth)

    @property
    def full(self) -> bool:
        return self.length >= self.keys.shape[3]

    def split(self, candidates: int) -> None:
        """From here on there are so many, each with the same past."""
        if candidates > 1:
            self.keys, self.values = (each.repeat(candidates, 1) for each in (self.keys, self.values))

    def hear(self, shown: NDArray[np.integer], when: NDArray[np.floating]) -> Array:
        """shown (B, n, I), when (B, n) quarters -> (B, n, W)."""
        sizes, new = self.sizes, shown.shape[1]
        x = self.weights.show[shown + self.shown_at].sum(2)  # (B, n, W)
        order = np.arange(self.length, self.length + new, dtype=np.float32)
        by_order = np.broadcast_to(order[:, None] * self.by_order, (len(x), new, len(self.by_order)))
        angles = np.concatenate([by_order, when[..., None].astype(np.float32) * self.by_time], 2)[:, None]
        cosine, sine = np.cos(angles), np.sin(angles)  # (B, 1, n, depth / 2)
        for number, layer in enumerate(self.weights.layers):
            x = x + self.attend(number, normed(x), cosine, sine) @ layer.leave
            both = normed(x) @ layer.gated
            x = x + (silu(both[..., : sizes.inner]) * both[..., sizes.inner :]) @ layer.fed
        self.length += new
        return normed(x) * self.weights.norm

    def attend(self, number: int, x: Array, cosine: Array, sine: Array) -> Array:
        """x (B, n, W) -> (B, n, W)."""
        sizes, depth, layer = self.sizes, self.sizes.depth, self.weights.layers[number]
        heard = x @ layer.heard  # (B, n, queries + keys + values)
        first, stop = self.length, self.length + heard.shape[1]
        parts = heard.reshape(*heard.shape[:2], -1, depth).swapaxes(1, 2)  # (B, all heads, n, depth)
        turning = normed(parts[:, : -sizes.key_heads])
        one, two = turning[..., : depth // 2], turning[..., depth // 2 :]
        turned = np.concatenate([one * cosine - two * sine, one * sine + two * cosine], 3)
        self.keys[number, :, :, first:stop] = turned[:, sizes.heads :]
        self.values[number, :, :, first:stop] = parts[:, -sizes.key_heads :]
        keys, values = (each[number, :, :, None, :stop] for each in (self.keys, self.values))
        new, group = heard.shape[1], sizes.heads // sizes.key_heads
        query = turned[:, : sizes.heads] * layer.sharp
        query = query.reshape(len(heard), sizes.key_heads, group, new, depth)
        if new == 1:  # all queries of a group in one product
            return (weighted(query.swapaxes(2, 3) @ keys.swapaxes(3, 4)) @ values).reshape(len(heard), 1, -1)
        scores = query @ keys.swapaxes(3, 4)  # (B, key heads, group, n, stop)
        future = np.arange(stop) > np.arange(first, stop)[:, None]
        scores += np.where(future, np.float32(-np.inf), np.float32(0))
        found = (weighted(scores) @ values).reshape(len(heard), sizes.heads, new, depth)
        return found.swapaxes(1, 2).reshape(len(heard), new, -1)

    def telling(self, heard: Array) -> "Telling":
        return Telling(self, heard)


def weighted(scores: Array) -> Array:
    """Softmax of scores that are sqrt(depth) times the sharpness of a head at most: nothing overflows."""
    found = np.exp(scores)
    found /= found.sum(-1, keepdims=True)
    return found


class Telling:
    """Draws the fields of the next step of each candidate, one after the other."""

    def __init__(self, player: Player, heard: Array) -> None:
        self.player, self.known = player, heard  # (B, W)
        self.column = self.field = 0

    def logits(self, *hints: NDArray[np.integer]) -> Array:
        """(B, values) of the next field, once its hints (B,) are told."""
        for hint in hints:
            self.tell(hint)
        head = self.player.weights.heads[self.field]
        self.field += 1
        return silu(self.known @ head.draw + head.draw_bias) @ head.leave + head.leave_bias

    def tell(self, value: NDArray[np.integer]) -> None:
        """A hint, or the value that was drawn."""
        self.known = self.known + self.player.weights.tell[value + self.player.told_at[self.column]]
        self.column += 1
