"""Why an entry stands where it stands: figures as data, from which a page makes its sentences."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from chartbusters.ranking.ratings import CENTRE, SCALE, Ratings
from chartbusters.ranking.standings import Spot
from chartbusters.ranking.votes import VoteTable

Floats = NDArray[np.float64]
Figure = float | int | str

FEW = 10  # votes on an entry, below which any place is a guess
NEAR = 0.05  # of its votes: an entry that got so much more or less than expected did as expected


@dataclass(frozen=True)
class Against:
    """An entry's votes against one other. `got` is what they brought it, ties half and weighted,
    `expected` what the ratings of both say it should have got."""

    opponent: int
    won: int
    lost: int
    tied: int
    got: float
    expected: float


@dataclass(frozen=True)
class Part:
    """One thing to say: a code, with the figures that its sentence needs."""

    code: str
    figures: Mapping[str, Figure]


@dataclass(frozen=True)
class Why:
    """`against` has the opponents whom the entry met most first; `surely_above` the entries that
    are certainly below it, `surely_below` those that are certainly above. `parts` are in the order
    in which they should be said."""

    entry: int
    position: int
    rank_low: int
    rank_high: int
    rating: float
    low: float
    high: float
    against: list[Against]
    surely_above: list[int]
    surely_below: list[int]
    parts: list[Part]

    @property
    def votes(self) -> int:
        return sum(row.won + row.lost + row.tied for row in self.against)

    @property
    def got(self) -> float:
        return sum(row.got for row in self.against)

    @property
    def expected(self) -> float:
        return sum(row.expected for row in self.against)


def why(
    spot: Spot, votes: VoteTable, ratings: Ratings, entries: int, weight: Floats | None = None
) -> Why:
    """Of one row of the board of so many `entries`, from the same votes and weights as the
    ratings."""
    entry = spot.entry
    against = opponents(entry, votes, ratings, weight)
    below = np.flatnonzero(ratings.high < ratings.low[entry]).tolist()
    above = np.flatnonzero(ratings.low > ratings.high[entry]).tolist()
    parts = _parts(spot, ratings, against, (len(below), len(above)), entries)
    return Why(
        entry=entry,
        position=spot.position,
        rank_low=spot.rank_low,
        rank_high=spot.rank_high,
        rating=float(ratings.rating[entry]),
        low=float(ratings.low[entry]),
        high=float(ratings.high[entry]),
        against=against,
        surely_above=below,
        surely_below=above,
        parts=parts,
    )


def opponents(
    entry: int, votes: VoteTable, ratings: Ratings, weight: Floats | None = None
) -> list[Against]:
    """Whom an entry met, the most votes first. Votes that weigh nothing are not among them."""
    counts = votes.decisive & ((votes.a == entry) | (votes.b == entry))
    if weight is not None:
        counts &= weight > 0
    rows = np.flatnonzero(counts)
    first = votes.a[rows] == entry
    other = np.where(first, votes.b[rows], votes.a[rows])
    share = np.where(first, votes.share[rows], 1 - votes.share[rows])
    weighs = np.ones(len(rows)) if weight is None else weight[rows]
    sides = np.where(first, 1.0, -1.0)
    odds = (ratings.rating[entry] - ratings.rating[other] + sides * ratings.first) / SCALE
    odds += sides * votes.first[rows] * ratings.heard / SCALE
    measures = [share == 1, share == 0, share == 0.5, weighs * share, weighs * expit(odds)]
    sums = np.stack([np.bincount(other, rows, votes.entries) for rows in measures], axis=1)
    met = np.flatnonzero(sums[:, :3].sum(axis=1))
    order = sorted(met.tolist(), key=lambda one: (-sums[one, :3].sum(), one))
    return [_against(one, sums[one].tolist()) for one in order]


def _against(opponent: int, sums: list[float]) -> Against:
    won, lost, tied, got, expected = sums
    return Against(opponent, int(won), int(lost), int(tied), got, expected)


def _parts(
    spot: Spot,
    ratings: Ratings,
    against: list[Against],
    surely: tuple[int, int],
    entries: int,
) -> list[Part]:
    votes = sum(row.won + row.lost + row.tied for row in against)
    if not votes:
        return [Part("nobody_voted", {"entries": entries})]
    parts = [_place(spot, entries), _record(against, votes)]
    if votes < FEW:
        parts.append(Part("few_votes", {"votes": votes, "enough": FEW}))
    parts.append(_luck(against))
    half = float(ratings.high[spot.entry] - ratings.low[spot.entry]) / 2
    middle = float(ratings.rating[spot.entry])
    parts.append(Part("rating", {"rating": middle, "half": half, "middle": CENTRE}))
    above = {"above": surely[0], "below": surely[1], "unsure": entries - 1 - sum(surely)}
    parts.append(Part("surely", above))
    return parts


def _place(spot: Spot, entries: int) -> Part:
    """One rank, or the range that the votes leave open."""
    figures: dict[str, Figure] = {
        "position": spot.position,
        "best": spot.rank_low,
        "worst": spot.rank_high,
        "entries": entries,
    }
    return Part("one_rank" if spot.rank_low == spot.rank_high else "ranks", figures)


def _record(against: list[Against], votes: int) -> Part:
    figures: dict[str, Figure] = {
        "votes": votes,
        "won": sum(row.won for row in against),
        "lost": sum(row.lost for row in against),
        "tied": sum(row.tied for row in against),
        "opponents": len(against),
    }
    return Part("record", figures)


def _luck(against: list[Against]) -> Part:
    """Against whom it did better, and worse, than both ratings expect: there its rating comes
    from."""
    beyond = [row.got - row.expected for row in against]
    best, worst = int(np.argmax(beyond)), int(np.argmin(beyond))
    if max(beyond) - min(beyond) < NEAR * len(against):
        return Part("as_expected", {"opponents": len(against)})
    figures: dict[str, Figure] = {
        "best": against[best].opponent,
        "best_beyond": beyond[best],
        "worst": against[worst].opponent,
        "worst_beyond": beyond[worst],
    }
    return Part("best_and_worst", figures)
