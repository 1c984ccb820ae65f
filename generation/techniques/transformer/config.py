"""The shape of the Transformer: all that the network (torch) and the player (numpy) have to agree
on."""

from dataclasses import dataclass
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from generation.techniques.transformer.context import FIELDS, HINTS, SHOWN

SHORTEST, LONGEST = 0.5, 1024.0  # periods of the rotations by musical time, in quarters
ORDER_BASE = 1000.0  # of the rotations by order
EPSILON = 1.1920929e-07  # of the RMS norms: that of single precision


@dataclass(frozen=True)
class Config:
    """Everything that shapes the network; stored on the card."""

    shown: tuple[int, ...]  # numbers of values of what each step shows
    # numbers of values of the fields of the next step, in the order they are drawn
    fields: tuple[int, ...]
    # for each field: numbers of values of what else is known before it is drawn
    hints: tuple[tuple[int, ...], ...]
    width: int = 256
    layers: int = 6
    heads: int = 8
    key_heads: int = 4  # groups of queries share keys and values
    inner: int = 704
    drawing: int = 256  # width inside the head of a field
    dropout: float = 0.0

    @property
    def head_dim(self) -> int:
        return self.width // self.heads

    @property
    def conditions(self) -> tuple[int, ...]:
        """For each field its hints, then the field itself."""
        return tuple(
            size
            for hints, field in zip(self.hints, self.fields, strict=True)
            for size in (*hints, field)
        )


SIZES = Config(SHOWN, FIELDS, HINTS)


def read_config(content: dict) -> Config:
    """The shape from a card's JSON."""
    tuples = {name: tuple(content[name]) for name in ("shown", "fields")}
    return Config(**{**content, **tuples, "hints": tuple(tuple(each) for each in content["hints"])})


def offsets(sizes: tuple[int, ...]) -> list[int]:
    """Where each table begins when all stand in one."""
    return [0, *accumulate(sizes)][:-1]


def rates(head_dim: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Angles a step, and angles a quarter: half of the pairs of a head turn with the order, half
    with the time."""
    quarter = head_dim // 4
    by_order = ORDER_BASE ** -(np.arange(quarter) / quarter)
    by_time = 2 * np.pi / (SHORTEST * (LONGEST / SHORTEST) ** (np.arange(quarter) / (quarter - 1)))
    return by_order.astype(np.float32), by_time.astype(np.float32)
