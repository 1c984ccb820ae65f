"""Which two entries a voter hears next: drawn by the server, so that nobody can choose or foresee
whom to rate."""

import random
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from itertools import repeat
from typing import Generic, TypeVar

Entry = TypeVar("Entry", bound=Hashable)
Bounds = tuple[float, float]  # of a rating's interval: low, high

# Wishes (an entry was heard little; a pair tells much) make an entry likelier or less likely within
# these. So in either place of a pair no entry is ever more than MOST / LEAST = 2 times as likely as
# by an even draw, whatever was heard, rated or watched before.
LEAST, MOST = 2 / 3, 4 / 3
TELLS_MUCH, TELLS_LITTLE = 1.25, 0.8
TRIES = 64  # draws by chance, before what is left is looked through


def next_pair(
    candidates: Sequence[Entry],
    exposures: Mapping[Entry, int],
    judged: Collection[frozenset[Entry]],
    seed: int,
    *,
    turns_each: int = 0,
    pairs_each: int = 0,
    bounds: Mapping[Entry, Bounds] | None = None,
) -> tuple[Entry, Entry] | None:
    """The pair (side a, side b) for one voter, or None when there is none left.

    `candidates` are the entries this voter may hear, in any fixed order. `judged` are all pairs
    that the voter was ever given, skipped ones too: none comes twice, an entry comes `turns_each`
    times at most, and there are `pairs_each` pairs at most (0: any number). So a skip costs a turn
    of both its entries and a pair.

    Entries that were heard less than others are likelier, and, where `bounds` are told, those that
    may still be first, against opponents whose intervals overlap theirs. All of it is drawn with
    `seed`.
    """
    if pairs_each and len(judged) >= pairs_each:
        return None
    met = _opponents(judged)
    spent = {entry for entry, others in met.items() if turns_each and len(others) >= turns_each}
    draw = random.Random(seed)
    wishes = _Wishes(candidates, exposures, bounds or {})
    pair = _drawn(candidates, met, spent, wishes, draw) or _found(candidates, met, spent, draw)
    if pair is None:
        return None
    return pair if draw.random() < 0.5 else pair[::-1]


def _opponents(judged: Collection[frozenset[Entry]]) -> dict[Entry, set[Entry]]:
    """With whom each entry was judged: sets of pairs would be asked for every two entries."""
    met: dict[Entry, set[Entry]] = {}
    for one, other in judged:
        met.setdefault(one, set()).add(other)
        met.setdefault(other, set()).add(one)
    return met


class _Wishes(Generic[Entry]):
    """How much an entry is wished for, LEAST to MOST, as the first of a pair and as its second."""

    def __init__(
        self,
        candidates: Sequence[Entry],
        exposures: Mapping[Entry, int],
        bounds: Mapping[Entry, Bounds],
    ) -> None:
        self.exposures, self.bounds = exposures, bounds
        even = sum(map(exposures.get, candidates, repeat(0))) / max(len(candidates), 1)  # type: ignore[arg-type]
        self.even, self.far = even, 3 * (1 + even / 20)
        self.first_is_above = max(
            (bounds[one][0] for one in candidates if one in bounds), default=0
        )

    def first(self, entry: Entry) -> float:
        return _within(self._unheard(entry) * self._overlap(entry, self.first_is_above))

    def second(self, entry: Entry, first: Entry) -> float:
        if first not in self.bounds:
            return _within(self._unheard(entry))
        low, high = self.bounds[first]
        return _within(self._unheard(entry) * self._overlap(entry, low, high))

    def _unheard(self, entry: Entry) -> float:
        return _within(1 + (self.even - self.exposures.get(entry, 0)) / self.far)

    def _overlap(self, entry: Entry, low: float, high: float = float("inf")) -> float:
        mine = self.bounds.get(entry)
        if mine is None:
            return 1.0
        return TELLS_MUCH if mine[0] <= high and mine[1] >= low else TELLS_LITTLE


def _within(wish: float) -> float:
    return min(MOST, max(LEAST, wish))


def _drawn(
    candidates: Sequence[Entry],
    met: Mapping[Entry, set[Entry]],
    spent: set[Entry],
    wishes: _Wishes[Entry],
    draw: random.Random,
) -> tuple[Entry, Entry] | None:
    """A pair by chance; None when the tries were used up, as where hardly any pair is left."""
    if len(candidates) - len(spent) < 2:
        return None

    def one(wish: Callable[[Entry], float], without: Collection[Entry]) -> Entry | None:
        for _ in range(TRIES):
            entry = candidates[int(draw.random() * len(candidates))]
            if entry in without or entry in spent:
                continue
            if draw.random() * MOST < wish(entry):
                return entry
        return None

    first = one(wishes.first, ())
    if first is None:
        return None
    second = one(lambda entry: wishes.second(entry, first), {first, *met.get(first, ())})
    return None if second is None else (first, second)


def _found(
    candidates: Sequence[Entry],
    met: Mapping[Entry, set[Entry]],
    spent: set[Entry],
    draw: random.Random,
) -> tuple[Entry, Entry] | None:
    """A pair of what is left, each entry as likely as another to be looked at first."""
    free = [entry for entry in candidates if entry not in spent]
    draw.shuffle(free)
    for first in free:
        known: Collection[Entry] = met.get(first, ())
        second = next((other for other in free if other != first and other not in known), None)
        if second is not None:
            return first, second
    return None
