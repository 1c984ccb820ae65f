"""The shape of the Transformer: all that the network in torch and that in numpy have to agree
on."""

from dataclasses import dataclass
from itertools import accumulate, chain

import numpy as np
from numpy.typing import NDArray

from generation.techniques.transformer.context import FIELD_CONDITIONS, FIELD_SIZES, INPUT_SIZES
from generation.techniques.transformer.former_names import rename_fields

SHORTEST, LONGEST = 0.5, 1024.0  # periods of the rotations by musical time, in quarters
ORDER_BASE = 1000.0  # of the rotations by order
EPSILON = 1.1920929e-07  # of the RMS norms: that of single precision


@dataclass(frozen=True)
class Config:
    """Everything that shapes the network; stored on the card."""

    inputs: tuple[int, ...]  # numbers of values of the inputs of each step
    # numbers of values of the fields of the next step, in the order they are sampled
    fields: tuple[int, ...]
    # for each field: numbers of values of what else is known before it is sampled
    field_conditions: tuple[tuple[int, ...], ...]
    width: int = 256
    layers: int = 6
    heads: int = 8
    key_heads: int = 4  # groups of queries share keys and values
    ffn_width: int = 704
    head_width: int = 256  # of the hidden layer in the head of a field
    dropout: float = 0.0

    @property
    def head_dim(self) -> int:
        return self.width // self.heads

    @property
    def conditions(self) -> tuple[int, ...]:
        """Numbers of values: for each field what else is known before it, then the field itself."""
        pairs = zip(self.field_conditions, self.fields, strict=True)
        return tuple(chain.from_iterable((*known, field) for known, field in pairs))


CONFIG = Config(INPUT_SIZES, FIELD_SIZES, FIELD_CONDITIONS)


def read_config(content: dict) -> Config:
    """The shape from a card's JSON, where tuples are lists; also under its former names."""
    found = rename_fields(content)
    known = tuple(tuple(each) for each in found["field_conditions"])
    return Config(
        **{
            **found,
            "inputs": tuple(found["inputs"]),
            "fields": tuple(found["fields"]),
            "field_conditions": known,
        }
    )


def table_offsets(sizes: tuple[int, ...]) -> list[int]:
    """Where each table begins when all stand in one."""
    return [0, *accumulate(sizes)][:-1]


def rope_rates(head_dim: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Angles a step, and angles a quarter: half of the pairs of a head rotate with the order, half
    with the time."""
    quarter = head_dim // 4
    by_order = ORDER_BASE ** -(np.arange(quarter) / quarter)
    by_time = 2 * np.pi / (SHORTEST * (LONGEST / SHORTEST) ** (np.arange(quarter) / (quarter - 1)))
    return by_order.astype(np.float32), by_time.astype(np.float32)
