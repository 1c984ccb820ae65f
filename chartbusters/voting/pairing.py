"""Which two entries a voter hears next: chosen by the server, never by the voter."""

import random
from collections.abc import Collection, Hashable, Mapping, Sequence
from typing import TypeVar

Entry = TypeVar("Entry", bound=Hashable)


def next_pair(
    candidates: Sequence[Entry],
    exposures: Mapping[Entry, int],
    judged: Collection[frozenset[Entry]],
    seed: int,
) -> tuple[Entry, Entry] | None:
    """The pair (side a, side b) for one voter, or None when all pairs of `candidates` are in
    `judged`.

    `candidates` are the entries this voter may hear, in any fixed order. The least exposed comes
    first; its opponent is the least exposed of those it has not met. Ties and sides are drawn with
    `seed`: whoever cannot choose whom to rate moves a rank by little.
    """
    draw = random.Random(seed)
    drawn = draw.sample(candidates, len(candidates))
    drawn.sort(key=lambda entry: exposures.get(entry, 0))
    met = _opponents(judged)
    for first in drawn:
        known: Collection[Entry] = met.get(first, ())
        second = next((other for other in drawn if other != first and other not in known), None)
        if second is not None:
            return (first, second) if draw.random() < 0.5 else (second, first)
    return None


def _opponents(judged: Collection[frozenset[Entry]]) -> dict[Entry, set[Entry]]:
    """With whom each entry was judged: sets of pairs would be asked for every two entries."""
    met: dict[Entry, set[Entry]] = {}
    for one, other in judged:
        met.setdefault(one, set()).add(other)
        met.setdefault(other, set()).add(one)
    return met
