"""An n-gram model of the same rows, field by field: the baseline that the Transformer has to beat.

Each field is predicted from what the network is told before it and from the rows before, in growing
contexts, each interpolated with the next smaller one by Witten and Bell's rule (1991): weight =
count / (count + kinds seen). The smallest context of all knows nothing but the field (add-one):
alone it is the model without context.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from generation.techniques.transformer.context import FIELD_SIZES
from generation.techniques.transformer.windows import IGNORE, Window

Ints = NDArray[np.int64]
PRIME = np.uint64(0x9E3779B97F4A7C15)
NAMES = (
    *(
        "again",
        "beats_again",
        "beats",
        "part_again",
        "in_bar",
        "bar",
        "part",
        "slot_again",
        "together",
        "slot",
    ),
    *(
        "pitch_again",
        "program",
        "last_pitch",
        "age",
        "pitch",
        "quarters_again",
        "last_length",
        "quarters",
    ),
    *("remainder_again", "remainder", "level_again", "last_level", "level"),
)
COLUMNS = {name: column for column, name in enumerate(NAMES)}  # of what is told
# For each field its contexts from small to large, as names of what is told; `2` marks the row
# before, `3` the one before that.
CONTEXTS: tuple[tuple[tuple[str, ...], ...], ...] = (
    (
        ("beats2",),
        ("beats2", "in_bar2", "part2"),
        ("beats2", "part2", "beats3", "part3", "in_bar2", "slot2"),
    ),
    (
        ("beats",),
        ("beats", "part2"),
        ("beats", "part2", "in_bar", "bar"),
        ("beats", "part2", "part3", "in_bar", "slot2"),
    ),
    (
        ("together", "slot2"),
        ("together", "slot2", "slot3", "part"),
        ("together", "slot2", "slot3", "part", "in_bar"),
    ),
    (
        ("program",),
        ("program", "last_pitch"),
        ("slot", "last_pitch", "pitch2", "together"),
        ("slot", "last_pitch", "pitch2", "pitch3", "together"),
    ),
    (
        ("program",),
        ("last_length", "slot"),
        ("last_length", "slot", "part", "together", "quarters2", "remainder2"),
    ),
    (
        ("quarters",),
        ("quarters", "last_length"),
        ("quarters", "last_length", "part", "together", "remainder2"),
    ),
    (("last_level",), ("last_level", "slot"), ("last_level", "slot", "level2", "together")),
)


class Counts(NamedTuple):
    """How often each value followed each context, sorted by key."""

    pairs: NDArray[np.uint64]  # of a context and a value
    seen: Ints
    contexts: NDArray[np.uint64]
    total: Ints
    kinds: Ints


def select_targets(window: Window) -> tuple[Ints, Ints]:
    """(told, truth) of the rows that are asked for."""
    asked = (window.targets != IGNORE).any(1)
    return window.conditions[asked], window.targets[asked]


def name_columns(conditions: Ints) -> dict[str, Ints]:
    """Everything that contexts are made of, by name."""
    found = {name: conditions[:, column] for name, column in COLUMNS.items()}
    for back in (2, 3):
        shifted = np.concatenate(
            [np.full((back - 1, conditions.shape[1]), 255), conditions[: 1 - back]]
        )[: len(conditions)]
        found |= {f"{name}{back}": shifted[:, column] for name, column in COLUMNS.items()}
    return found


def hash_contexts(columns: dict[str, Ints], names: Sequence[str], order: int) -> NDArray[np.uint64]:
    """A hash of the named columns."""
    key = np.full(len(columns["beats"]), order + 1, np.uint64)
    for name in names:
        key = (key ^ (columns[name].astype(np.uint64) + np.uint64(1))) * PRIME
        key ^= key >> np.uint64(29)
    return key


def hash_pairs(contexts: NDArray[np.uint64], values: Ints) -> NDArray[np.uint64]:
    return (contexts ^ (values.astype(np.uint64) + np.uint64(0x51))) * PRIME


def count_contexts(contexts: NDArray[np.uint64], values: Ints) -> Counts:
    pairs, first, seen = np.unique(
        hash_pairs(contexts, values), return_index=True, return_counts=True
    )
    of_pair = contexts[first]
    every, total = np.unique(contexts, return_counts=True)
    kinds = np.bincount(np.searchsorted(every, of_pair), minlength=len(every))
    return Counts(pairs, seen, every, total, kinds)


def look_up(keys: NDArray[np.uint64], known: NDArray[np.uint64], values: Ints) -> Ints:
    at = np.searchsorted(known, keys).clip(max=max(0, len(known) - 1))
    return (
        np.where(known[at] == keys, values[at], 0) if len(known) else np.zeros(len(keys), np.int64)
    )


class Ngrams:
    """Trained on windows; says the nats of others."""

    def __init__(self, windows: Sequence[Window]) -> None:
        asked = [select_targets(window) for window in windows]
        columns = [name_columns(conditions) for conditions, _ in asked]
        whole = {name: np.concatenate([each[name] for each in columns]) for name in columns[0]}
        targets = np.concatenate([each for _, each in asked])
        self.alone = [
            np.bincount(targets[targets[:, f] >= 0, f], minlength=size) + 1
            for f, size in enumerate(FIELD_SIZES)
        ]
        self.orders = [
            [
                count_contexts(
                    hash_contexts(whole, names, order)[targets[:, field] >= 0],
                    targets[targets[:, field] >= 0, field],
                )
                for order, names in enumerate(contexts)
            ]
            for field, contexts in enumerate(CONTEXTS)
        ]

    def nats(self, window: Window) -> Ints:
        """(rows, fields) nats of the rows asked for; 0 where a field is not."""
        conditions, targets = select_targets(window)
        columns = name_columns(conditions)
        found = [
            self.field_nats(field, columns, targets[:, field]) for field in range(len(FIELD_SIZES))
        ]
        return np.where(targets >= 0, np.stack(found, 1), 0.0)

    def nats_alone(self, window: Window) -> NDArray[np.float64]:
        """The same without any context."""
        _, targets = select_targets(window)
        logs = [
            -np.log(self.alone[f] / self.alone[f].sum())[targets[:, f]]
            for f in range(len(FIELD_SIZES))
        ]
        return np.where(targets >= 0, np.stack(logs, 1), 0.0)

    def field_nats(self, field: int, columns: dict[str, Ints], values: Ints) -> NDArray[np.float64]:
        chance = (self.alone[field] / self.alone[field].sum())[np.maximum(values, 0)]
        for order, names in enumerate(CONTEXTS[field]):
            contexts, counts = hash_contexts(columns, names, order), self.orders[field][order]
            seen = look_up(hash_pairs(contexts, values), counts.pairs, counts.seen)
            total = look_up(contexts, counts.contexts, counts.total)
            kinds = look_up(contexts, counts.contexts, counts.kinds)
            chance = np.where(
                total > 0, (seen + kinds * chance) / np.maximum(total + kinds, 1), chance
            )
        return -np.log(chance)

    def logs(self, field: int, columns: dict[str, int]) -> NDArray[np.float64]:
        """(values,) log probabilities of a field in one place: for playing."""
        size = FIELD_SIZES[field]
        single = {name: np.full(size, value) for name, value in columns.items()}
        return -self.field_nats(field, single, np.arange(size))
