"""The final board: public, jury and metrics as percentiles inside the challenge, weighted, with an
interval by Monte-Carlo and one total order."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from chartbusters.ranking.jury import Verdict
from chartbusters.ranking.ratings import Z95, Ratings

Floats = NDArray[np.float64]

SEED, DRAWS = 14, 2000
DIGITS = 9  # finals nearer than a billionth are equal: what is below is rounding


@dataclass(frozen=True)
class Component:
    """One part of the final: all (entries,), nan where nothing is known of an entry. Where there is
    no interval, `low` and `high` are the value."""

    name: str
    weight: float
    value: Floats
    low: Floats
    high: Floats


@dataclass(frozen=True)
class FinalRow:
    """One entry: its position in the total order, its final in 0 to 1 (nan where nothing at all is
    known) with 95 % interval, and the ranks that are likely.

    `percentiles` are its own by component, `weights` those with which they were counted: where a
    component is missing, the others carry its weight, and it is not among them.
    """

    entry: int
    position: int
    final: float
    low: float
    high: float
    rank_low: int
    rank_high: int
    percentiles: dict[str, float]
    weights: dict[str, float]

    @property
    def missing(self) -> bool:
        """Whether anything that should have counted is not known of this entry."""
        return len(self.weights) < len(self.percentiles)


@dataclass(frozen=True)
class Final:
    """The board, in its order; `missing` are the components of which nothing is known for any
    entry. The same seed and draws give the same intervals."""

    rows: list[FinalRow]
    missing: list[str]
    seed: int
    draws: int


def of_public(ratings: Ratings, weight: float) -> Component:
    """What votes say; nothing of an entry that nobody has voted on."""
    told = ratings.games > 0
    sides = (ratings.rating, ratings.low, ratings.high)
    return Component("public", weight, *(np.where(told, side, np.nan) for side in sides))


def of_jury(verdict: Verdict, weight: float) -> Component:
    return Component("jury", weight, verdict.score, verdict.low, verdict.high)


def of_metrics(values: Floats, weight: float) -> Component:
    """Measures (entries, measures), higher is better; they are not off by anything."""
    means = mean_percentiles(values)
    return Component("metrics", weight, means, means, means)


def percentiles(values: Floats) -> Floats:
    """The share of the others that each entry (entries,) is better than, ties half, in 0 to 1; nan
    stays nan, and who is alone has 0.5."""
    told, places = ~np.isnan(values), np.full(len(values), np.nan)
    known = values[told]
    if len(known) == 1:
        places[told] = 0.5
    elif len(known):
        ordered = np.sort(known)
        below = np.searchsorted(ordered, known, "left")
        upto = np.searchsorted(ordered, known, "right")
        places[told] = (below + upto - 1) / 2 / (len(known) - 1)
    return places


def mean_percentiles(values: Floats) -> Floats:
    """Of several measures (entries, measures), higher is better: the mean of an entry's percentiles
    in those that are known of it (entries,)."""
    if not values.shape[1]:
        return np.full(len(values), np.nan)
    places = np.stack([percentiles(column) for column in values.T], axis=1)
    told = ~np.isnan(places)
    counts = told.sum(axis=1)
    sums = np.where(told, places, 0.0).sum(axis=1)
    return np.where(counts > 0, sums / np.maximum(counts, 1), np.nan)


def final_board(
    components: Sequence[Component],
    tie_keys: Sequence[Any],
    *,
    seed: int = SEED,
    counts: NDArray[np.bool_] | None = None,
) -> Final:
    """Ranks entries by the weighted sum of their percentiles.

    `components` in the order in which they part ties: after the final the lower bound of the first
    (the public's), the value of the second (the jury's), then `tie_keys` (say, when it was
    submitted, and the id), which are all different. Their order is also the one in which numbers
    are drawn, so the order in which entries come changes nothing.

    Ranks are told among those of `counts` (entries,), all where it is left out; the others have
    rows to be compared with.
    """
    if not tie_keys:
        return Final([], [part.name for part in components if part.weight > 0], seed, DRAWS)
    canon = np.array(sorted(range(len(tie_keys)), key=lambda n: tie_keys[n]), np.int64)
    counted = [_of(part, canon) for part in components if part.weight > 0]
    places = _places([part.value for part in counted], len(canon))
    weights = _weights(counted, places)
    finals = _summed(places, weights)
    drawn = _drawn(counted, weights, seed)
    order = _order(finals, [_of(part, canon) for part in components])
    ranks = _ranks(drawn, np.ones(len(canon), bool) if counts is None else counts[canon], order)
    rows = _rows(order, finals, (drawn, ranks), (counted, places, weights), canon)
    missing = [part.name for part in counted if np.isnan(part.value).all()]
    return Final(rows, missing, seed, DRAWS)


def _of(part: Component, rows: NDArray[np.int64]) -> Component:
    value, low, high = part.value[rows], part.low[rows], part.high[rows]
    return Component(part.name, part.weight, value, low, high)


def _places(values: Sequence[Floats], entries: int) -> Floats:
    """Percentiles (components, entries)."""
    places = np.empty((len(values), entries))
    for place, value in zip(places, values, strict=True):
        place[:] = percentiles(value)
    return places


def _weights(counted: Sequence[Component], places: Floats) -> Floats:
    """(components, entries), 1 together for each entry of which anything is known."""
    whole = np.array([part.weight for part in counted], np.float64)[:, None]
    given = np.where(np.isnan(places), 0.0, whole)
    return np.asarray(given / np.maximum(given.sum(axis=0), 1e-300))


def _summed(places: Floats, weights: Floats) -> Floats:
    sums = (np.nan_to_num(places) * weights).sum(axis=0)
    return np.where(weights.sum(axis=0) > 0, sums, np.nan).round(DIGITS)


def _drawn(counted: Sequence[Component], weights: Floats, seed: int) -> Floats:
    """Finals as they could be, (draws, entries): every value drawn from its interval as if it were
    a normal one's, all apart from each other."""
    draw = np.random.default_rng(seed)
    finals = np.empty((DRAWS, weights.shape[1]))
    for row in finals:
        values = [_moved(part, draw.standard_normal(len(row))) for part in counted]
        row[:] = _summed(_places(values, len(row)), weights)
    return finals


def _moved(part: Component, away: Floats) -> Floats:
    half = np.where(away < 0, part.value - part.low, part.high - part.value)
    return part.value + away * half / Z95


def _order(finals: Floats, parts: Sequence[Component]) -> list[int]:
    """Best first; of equal ones, those that come first in the canonical order."""
    keys = [_descending(finals)]
    if parts:
        keys.append(_descending(parts[0].low))
    if len(parts) > 1:
        keys.append(_descending(parts[1].value))
    return sorted(range(len(finals)), key=lambda n: (*(float(key[n]) for key in keys), n))


def _descending(values: Floats) -> Floats:
    return np.where(np.isnan(values), np.inf, -values)


def _rows(
    order: Sequence[int],
    finals: Floats,
    draws: tuple[Floats, NDArray[np.int64]],
    parts: tuple[Sequence[Component], Floats, Floats],
    canon: NDArray[np.int64],
) -> list[FinalRow]:
    known, (drawn, ranks) = ~np.isnan(finals), draws
    bounds = np.full((2, len(finals)), np.nan)
    if known.any():
        bounds[:, known] = np.quantile(drawn[:, known], [0.025, 0.975], axis=0)
    return [
        FinalRow(
            entry=int(canon[n]),
            position=position,
            final=float(finals[n]),
            low=float(min(bounds[0, n], finals[n])),
            high=float(max(bounds[1, n], finals[n])),
            rank_low=int(ranks[0, n]),
            rank_high=int(ranks[1, n]),
            percentiles=_named(parts[0], parts[1][:, n]),
            weights=_above_nought(_named(parts[0], parts[2][:, n])),
        )
        for position, n in enumerate(order, start=1)
    ]


def _named(counted: Sequence[Component], values: Floats) -> dict[str, float]:
    names = [part.name for part in counted]
    return dict(zip(names, values.tolist(), strict=True))


def _above_nought(weights: dict[str, float]) -> dict[str, float]:
    return {name: weight for name, weight in weights.items() if weight > 0}


def _ranks(drawn: Floats, counts: NDArray[np.bool_], order: Sequence[int]) -> NDArray[np.int64]:
    """The best and the worst rank of 95 % of the draws, (2, entries), and the place at which each
    stands between them. Who is equal shares: the best rank counts those above, the worst leaves
    below those below. Who has no final may be anywhere among the last."""
    best, worst = np.empty((2, len(drawn), len(counts)), np.int64)
    for n, row in enumerate(drawn):
        told = np.nan_to_num(row, nan=-1.0)
        ordered = np.sort(told[counts])
        best[n] = len(ordered) - np.searchsorted(ordered, told, "right") + 1
        worst[n] = len(ordered) - np.searchsorted(ordered, told, "left")
    places = np.empty(len(order), np.int64)
    places[order] = np.cumsum(counts[order])
    low = np.quantile(best, 0.025, axis=0, method="lower")
    high = np.quantile(worst, 0.975, axis=0, method="higher")
    return np.stack([np.minimum(low, places), np.maximum(high, places)])
