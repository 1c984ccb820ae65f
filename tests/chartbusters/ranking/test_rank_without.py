"""Ranks without some rows are those that the board would have had, had they not entered."""

import numpy as np
import pytest

from chartbusters.ranking.ratings import Ratings
from chartbusters.ranking.standings import places
from chartbusters.ranking.without import Ranks, Span, ranks_without


def _made(low: np.ndarray, high: np.ndarray) -> Ratings:
    fields = dict.fromkeys(Ratings.__dataclass_fields__, np.zeros(len(low)))
    return Ratings(**{**fields, "rating": (low + high) / 2, "low": low, "high": high})


@pytest.mark.parametrize("seed", range(10))
def test_they_are_those_of_the_board_without(seed: int) -> None:
    draw = np.random.default_rng(seed)
    low = draw.normal(size=12).round(1)  # some bounds touch
    high = low + draw.uniform(0, 2, 12).round(1)
    out = draw.random(12) < 0.3
    spans = [Span(*span) for span in zip(low[out], high[out], strict=True)]
    whole = {one.entry: one for one in places(_made(low, high), range(12))}
    rest = places(_made(low[~out], high[~out]), range(int((~out).sum())))
    stay = np.flatnonzero(~out)
    for one in rest:
        there = whole[int(stay[one.entry])]
        told = ranks_without(
            spans,
            of=Span(low[there.entry], high[there.entry]),
            ranks=Ranks(there.rank_low, there.rank_high),
        )
        assert told == (one.rank_low, one.rank_high)
