"""What the Transformer attends to: shares of attention of every layer and head, beside what it then
believes; heads can be muted, and steps hidden.

The arithmetic is that of `inference.py`, with which it plays: this network looks on.
"""

from collections.abc import Sequence
from itertools import accumulate
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from generation.inference.layers import Array, softmax
from generation.techniques.transformer.config import Config
from generation.techniques.transformer.inference import FieldDecoder, NumpyTransformer, Weights
from generation.techniques.transformer.windows import Window

Heads = NDArray[np.bool_]  # (layers, heads)
Steps = NDArray[np.bool_]  # (N,)


class Attended(NamedTuple):
    """What a step attends to, and what the network then believes of the step after it."""

    # (layers, heads, steps) of itself and the steps before it; each row adds up to 1. A group of
    # queries shares keys, but every query is a head of its own here
    attention: Array
    probabilities: tuple[Array, ...]  # (values,) of each field, given the fields before it


class WatchedTransformer(NumpyTransformer):
    """The backbone, which keeps what it attended to."""

    def __init__(
        self,
        weights: Weights,
        *rest: Any,
        muted: Heads | None = None,
        hidden: Steps | None = None,
        **more: Any,
    ) -> None:
        """What `muted` heads have heard is lost; no step attends to a `hidden` one. `rest` is as
        the backbone has it."""
        super().__init__(weights, *rest, **more)
        self.muted, self.hidden = muted, hidden
        # (B, heads, n, steps) of each layer, as the last steps had it
        self.attention: list[Array] = [np.zeros(0)] * self.config.layers

    def weigh(self, number: int, scores: Array) -> Array:
        steps = scores.shape[-1]
        if self.hidden is not None:
            scores[..., np.flatnonzero(self.hidden[:steps])] = -np.inf
        shares = super().weigh(number, scores)
        by_head = shares.reshape(len(shares), self.config.heads, -1, steps)
        self.attention[number] = by_head
        if self.muted is None or not self.muted[number].any():
            return shares
        return np.where(self.muted[number][:, None, None], 0, by_head).reshape(shares.shape)


def attend(
    weights: Weights,
    window: Window,
    position: int,
    muted: Heads | None = None,
    hidden: Steps | None = None,
) -> Attended:
    """The step at `position` of a tokenised song (`windows.encode_window`), by which the one after
    it is predicted. float32; 30 ms for 200 steps.

    Steps that are `hidden` (the first may not be) are as if they had never been heard, though what
    stands after them keeps its time and its number.
    """
    return attend_each(weights, window, [position], muted, hidden)[0]


def attend_each(
    weights: Weights,
    window: Window,
    positions: Sequence[int],
    muted: Heads | None = None,
    hidden: Steps | None = None,
) -> list[Attended]:
    """As `attend`, of several steps for little more than one."""
    steps = max(positions) + 1
    network = WatchedTransformer(weights, steps, muted=muted, hidden=hidden)
    h = network.backbone(window.inputs[None, :steps], window.times[None, :steps])[0, positions]
    every = np.stack([shares[0] for shares in network.attention])
    believed = believe(network, h, window.conditions[positions])
    attention = [every[:, :, at, : at + 1].copy() for at in positions]
    return [*map(Attended, attention, zip(*believed, strict=True))]


def believe(network: NumpyTransformer, h: Array, conditions: NDArray[np.int64]) -> list[Array]:
    """(P, values) probabilities of each field of the steps after P others, of which the hidden
    states are (P, C); `conditions` (P, K) are those of the steps that came."""
    decoder = FieldDecoder(network, h, lambda: decoder)
    found = []
    for first, last in field_columns(network.config):
        known = [conditions[:, column] for column in range(first, last)]
        logits = decoder.logits(*known)
        found.append(softmax(logits - logits.max(-1, keepdims=True)))
        decoder.add_condition(conditions[:, last])
    return found


def field_columns(config: Config) -> list[tuple[int, int]]:
    """For each field the first column of what else is known before it, and its own."""
    ends = [*accumulate(len(known) + 1 for known in config.field_conditions)]
    counts = map(len, config.field_conditions)
    return [(end - 1 - count, end - 1) for end, count in zip(ends, counts, strict=True)]
