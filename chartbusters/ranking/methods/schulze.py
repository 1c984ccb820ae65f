"""Schulze's method: who beats whom by the strongest chain of majorities. For the final round of a
jury that orders all."""

import numpy as np
from numpy.typing import NDArray

from chartbusters.ranking.methods.method import Method, Rankings, Scored

Counts = NDArray[np.int64]
Places = NDArray[np.float64]  # (jurors, entries); NaN where a juror gave none


def preferences(rankings: Rankings) -> Counts:
    """How many people put one entry above another, (entries, entries)."""
    above = np.zeros((rankings.entries, rankings.entries), np.int64)
    for order, count in zip(rankings.orders, rankings.counts, strict=True):
        place = np.full(rankings.entries, len(order))
        for rank, group in enumerate(order):
            place[list(group) if isinstance(group, tuple) else group] = rank
        above += count * (place[:, None] < place[None, :])
    return above


def preferences_placed(places: Places) -> Counts:
    """The same from the places that each gave. A pair counts where both have one, so that nobody
    loses who was left out: a juror's own entry, say."""
    above: Counts = (places[:, :, None] < places[:, None, :]).sum(axis=0, dtype=np.int64)
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


def beating(above: Counts) -> NDArray[np.bool_]:
    """Which entry beats which, of how many put one above another. Transitive: who beats another
    beats all whom that one beats, and more."""
    paths = strongest_paths(above)
    return paths > paths.T


def scores(rankings: Rankings) -> Scored:
    """How many others each entry beats; whom nothing tells apart have the same."""
    return Scored(beating(preferences(rankings)).sum(axis=1).astype(np.float64))


METHOD = Method(
    name="schulze",
    label="Schulze",
    sentence="An entry is above another if a chain of majorities leads from it to the other that "
    "is stronger than every chain back; copies of an entry change nothing.",
    needs=Rankings,
    score=scores,
)
