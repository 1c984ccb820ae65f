"""Which accounts are one person's: those seen in one browser, or behind one mailbox, that also say
the same. Pure, and small: few accounts are linked."""

from collections.abc import Hashable, Iterable

import numpy as np
from numpy.typing import NDArray

from chartbusters.ranking.votes import VoteTable

FEWEST = 3  # entries that both have judged
AGREEING = 0.8  # of which both say the same


def groups_joined(links: Iterable[tuple[Hashable, int]], size: int) -> NDArray[np.int32]:
    """Groups of voters (size,) that hang together by links (a name, voter); -1 for who is alone."""
    parent = list(range(size))

    def root(one: int) -> int:
        while parent[one] != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    first: dict[Hashable, int] = {}
    for name, voter in links:
        parent[root(voter)] = root(first.setdefault(name, voter))
    return numbered(np.array([root(one) for one in range(size)], np.int32))


def numbered(roots: NDArray[np.int32]) -> NDArray[np.int32]:
    """Groups of two and more, numbered from 0; -1 for the others."""
    _, inverse, sizes = np.unique(roots, return_inverse=True, return_counts=True)
    several = sizes > 1
    numbers = np.where(several, np.cumsum(several) - 1, -1)
    return np.asarray(numbers[inverse], np.int32)


def groups_agreeing(votes: VoteTable, groups: NDArray[np.int32]) -> NDArray[np.int32]:
    """Of linked voters (voters,) those who also say the same, in groups of their own.

    The pupils of a school use its computers one after the other, and each has ears of their own:
    who disagrees, or has judged nothing that the other has, shares no weight.
    """
    said = _sayings(votes, groups >= 0)
    links: list[tuple[Hashable, int]] = []
    for group in range(int(groups.max(initial=-1)) + 1):
        members = [int(one) for one in np.flatnonzero(groups == group)]
        for place, one in enumerate(members):
            links += [
                ((one, other), voter)
                for other in members[place + 1 :]
                if _agree(said.get(one, {}), said.get(other, {}))
                for voter in (one, other)
            ]
    return groups_joined(links, votes.voters)


def _sayings(votes: VoteTable, linked: NDArray[np.bool_]) -> dict[int, dict[int, float]]:
    """How often each linked voter said of an entry that it is the better one, less how often that
    it is not."""
    said: dict[int, dict[int, float]] = {}
    for row in np.flatnonzero(linked[votes.voter] & votes.decisive):
        mine = said.setdefault(int(votes.voter[row]), {})
        for entry, sign in ((int(votes.a[row]), 1), (int(votes.b[row]), -1)):
            mine[entry] = mine.get(entry, 0.0) + sign * float(2 * votes.share[row] - 1)
    return said


def _agree(one: dict[int, float], other: dict[int, float]) -> bool:
    both = [one[entry] * other[entry] for entry in one if other.get(entry) and one[entry]]
    return len(both) >= FEWEST and sum(each > 0 for each in both) >= AGREEING * len(both)
