"""How many pairs a voter can be given at most, as told before the first one: pure arithmetic."""

from collections import Counter
from collections.abc import Collection, Hashable
from itertools import chain


def pairs_possible(
    *,
    candidates: int,
    judged: Collection[frozenset[Hashable]],
    standing: Collection[Hashable],
    turns_each: int,
    pairs_each: int,
) -> int:
    """Pairs that may still come: no more ever do, and now and then the draw ends earlier.

    There are so many `candidates` that this voter may hear; `judged` are the pairs the voter was
    given, `standing` those entries of them that are still candidates. An entry comes `turns_each`
    times at most, and there are `pairs_each` pairs at most (0: as many as there are).
    """
    given = Counter(chain.from_iterable(judged))
    known = set(standing)
    both = [pair for pair in judged if pair <= known]
    met = Counter(chain.from_iterable(both))
    free = [min(turns_each - given[one], candidates - 1 - met[one]) for one in known]
    fresh = candidates - len(known)  # entries that this voter has not met
    each = max(0, min(turns_each, candidates - 1))
    turns = [max(0, turns) for turns in free]
    total = sum(turns) + fresh * each
    most = max([*turns, each if fresh else 0], default=0)
    pairs = candidates * (candidates - 1) // 2 - len(both)
    bounds = [total // 2, total - most, pairs]
    if pairs_each:
        bounds.append(pairs_each - len(judged))
    return max(0, min(bounds))
