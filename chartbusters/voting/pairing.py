"""Which two entries a voter hears next: chosen by the server, never by the voter."""

import random
from collections.abc import Collection, Hashable, Mapping, Sequence
from typing import TypeVar

Entry = TypeVar("Entry", bound=Hashable)
Bounds = Mapping[Entry, tuple[float, float]]


def next_pair(
    candidates: Sequence[Entry],
    exposures: Mapping[Entry, int],
    judged: Collection[frozenset[Entry]],
    seed: int,
    bounds: Bounds[Entry] | None = None,
) -> tuple[Entry, Entry] | None:
    """The pair (side a, side b) for one voter, or None when all pairs of `candidates` are in
    `judged`.

    `candidates` are the entries this voter may hear, in any fixed order. The least exposed comes
    first; its opponent is the one whose interval overlaps it most among the less exposed half,
    since that vote tells most. Ties and sides are drawn with `seed`: whoever cannot choose whom to
    rate moves a rank by little.
    """
    draw = random.Random(seed)
    drawn = draw.sample(candidates, len(candidates))
    drawn.sort(key=lambda entry: exposures.get(entry, 0))
    met = _opponents(judged)
    for first in drawn:
        known: Collection[Entry] = met.get(first, ())
        free = [other for other in drawn if other != first and other not in known]
        if free:
            rare = free[: (len(free) + 1) // 2]
            second = (
                max(rare, key=lambda other: _overlap(first, other, bounds)) if bounds else rare[0]
            )
            return (first, second) if draw.random() < 0.5 else (second, first)
    return None


def _opponents(judged: Collection[frozenset[Entry]]) -> dict[Entry, set[Entry]]:
    """With whom each entry was judged: sets of pairs would be asked for every two entries."""
    met: dict[Entry, set[Entry]] = {}
    for one, other in judged:
        met.setdefault(one, set()).add(other)
        met.setdefault(other, set()).add(one)
    return met


def _overlap(one: Entry, other: Entry, bounds: Bounds[Entry]) -> float:
    """Points that both intervals share; 0 where one is unknown, so that the drawn order decides."""
    if one not in bounds or other not in bounds:
        return 0.0
    return max(0.0, min(bounds[one][1], bounds[other][1]) - max(bounds[one][0], bounds[other][0]))
