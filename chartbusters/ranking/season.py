"""The rating of a person over several contests: the mean of what their best entry in each came to,
drawn towards the middle while it is of few."""

import math
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

DIGITS = 9  # ratings nearer than a billionth are equal: what is below is rounding


class Ended(NamedTuple):
    """How an entry of a person ended in a contest: the range of ranks that the result allows, among
    so many."""

    person: int
    contest: int
    low: int
    high: int
    of: int


class Share(NamedTuple):
    """What a result comes to, from 0 for the last of endlessly many to 100 for the first, and by
    how much it may be off."""

    value: float
    half: float


class Rated(NamedTuple):
    """One row: its position in the total order, and the place, which equal ratings share."""

    person: int
    position: int
    place: int
    rating: float
    low: float
    high: float
    contests: int


ALONE = Share(50.0, 50.0)  # of a contest of one entry, which says nothing


def share_of(low: int, high: int, of: int) -> Share:
    """The middle of the stretch which ranks `low` to `high` take up among `of` equal slices of 0 to
    100. The percentile rank of textbooks: first of two is 75, first of a hundred 99.5."""
    value = 100 * (of - (low + high) / 2 + 0.5) / of
    return Share(value, 50 * (high - low + 1) / of)


def season_rated(ended: Iterable[Ended]) -> list[Rated]:
    """Everybody who took part, the best first; the order in which results come changes nothing.

    To each person's contests one is added that says nothing (`ALONE`): who won once is not above
    who nearly always wins. Errors of contests are taken as independent of one another.
    """
    rows = [_rated(person, shares) for person, shares in _best(ended).items()]
    rows.sort(key=lambda row: (-row.rating, -row.contests, row.person))
    return _placed(rows)


def _best(ended: Iterable[Ended]) -> dict[int, list[Share]]:
    """Of each person in each contest: the entry that came to most."""
    best: dict[tuple[int, int], Share] = {}
    for one in ended:
        share, key = share_of(one.low, one.high, one.of), (one.person, one.contest)
        known = best.setdefault(key, share)
        best[key] = max(known, share, key=lambda given: (given.value, -given.half))
    found = defaultdict[int, list[Share]](list)
    for (person, _), share in best.items():
        found[person].append(share)
    return found


def _rated(person: int, shares: list[Share]) -> Rated:
    counted = [*shares, ALONE]
    rating = math.fsum(share.value for share in counted) / len(counted)
    half = math.sqrt(math.fsum(share.half**2 for share in counted)) / len(counted)
    rating, half = round(rating, DIGITS), round(half, DIGITS)
    low, high = max(0.0, rating - half), min(100.0, rating + half)
    return Rated(person, 0, 0, rating, low, high, len(shares))


def _placed(rows: list[Rated]) -> list[Rated]:
    first: dict[float, int] = {}
    for position, row in enumerate(rows, 1):
        first.setdefault(row.rating, position)
    return [
        row._replace(position=position, place=first[row.rating])
        for position, row in enumerate(rows, 1)
    ]
