"""Schulze's method: who beats whom by the strongest chain of majorities. For the final round of a
jury that orders all."""

import numpy as np
from numpy.typing import NDArray

from chartbusters.ranking.methods.method import Method, Rankings, Scored

Counts = NDArray[np.int64]


def preferences(rankings: Rankings) -> Counts:
    """How many people put one entry above another, (entries, entries)."""
    above = np.zeros((rankings.entries, rankings.entries), np.int64)
    for order, count in zip(rankings.orders, rankings.counts, strict=True):
        place = np.full(rankings.entries, len(order))
        for rank, group in enumerate(order):
            place[list(group) if isinstance(group, tuple) else group] = rank
        above += count * (place[:, None] < place[None, :])
    return above


def strongest_paths(above: Counts) -> Counts:
    """The strength of the strongest path from one entry to another: of the weakest majority on it
    (Schulze 2011, by Floyd and Warshall's method)."""
    paths = np.where(above > above.T, above, 0)
    for middle in range(len(paths)):
        through = np.minimum(paths[:, middle : middle + 1], paths[middle : middle + 1, :])
        paths = np.maximum(paths, through)
    np.fill_diagonal(paths, 0)
    return paths


def scores(rankings: Rankings) -> Scored:
    """How many others each entry beats; whom nothing tells apart have the same."""
    paths = strongest_paths(preferences(rankings))
    # Schulze's relation is transitive: who beats another beats all whom that one beats, and more.
    return Scored((paths > paths.T).sum(axis=1).astype(np.float64))


METHOD = Method(
    name="schulze",
    label="Schulze",
    sentence="An entry is above another if a chain of majorities leads from it to the other that "
    "is stronger than every chain back; copies of an entry change nothing.",
    needs=Rankings,
    score=scores,
)
