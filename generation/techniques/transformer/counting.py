"""Counts in the training part how often bars come back: the figures of `returns.py`.

`python -m generation.techniques.transformer.counting DATA`
"""

import sys
from collections import Counter
from collections.abc import Sequence
from itertools import chain, islice, pairwise, zip_longest
from pathlib import Path
from typing import NamedTuple

import numpy as np

from generation.techniques.transformer.corpora import CORPORA, load_works
from generation.techniques.transformer.openings import (
    OPENING_BARS,
    Opening,
    cut_opening,
    measure_bar,
)
from generation.techniques.transformer.returns import (
    LAGS,
    PHRASE,
    SHARES,
    Bar,
    list_lags,
    measure_returns,
    read_bar,
)

WORKS = 900
BARE = ("groove_drums", "js_fakes")  # drums alone; chorales that a machine wrote


class Step(NamedTuple):
    """A bar after the opening of a work."""

    share: int  # class of the share of the opening's bars that come back
    place: int  # in the phrase
    last: int  # after how many bars the bar before came back, 0 if it was new
    lag: int


def read_bars(opening: Opening) -> list[Bar]:
    """Those of the opening and of what follows it."""
    bar = measure_bar(opening)
    lines = range(opening.start - OPENING_BARS * bar, opening.stop + 1, bar)
    return [read_bar(opening.work.score.notes, *edges) for edges in pairwise(lines)]


def list_steps(bars: Sequence[Bar]) -> list[Step]:
    share = int(np.searchsorted(SHARES, measure_returns(bars[:OPENING_BARS]), "left"))
    moves = [*enumerate(pairwise(list_lags(bars)), 1)][OPENING_BARS - 1 :]
    return [Step(share, at % PHRASE, last, lag) for at, (last, lag) in moves]


def count_steps(steps: Sequence[Step]) -> dict[str, object]:
    """As `returns.py` has them."""
    new = [each for each in steps if each.lag != each.last or each.last < LAGS[0]]
    begins = [measure_begins(new, share) for share in range(len(SHARES) + 1)]
    often = Counter(each.lag for each in new)
    return {
        "BEGINS": begins,
        "STAYS": rate([each.lag == each.last for each in steps if each.last >= LAGS[0]]),
        "OFTEN": [often[lag] for lag in LAGS],
    }


def measure_begins(steps: Sequence[Step], share: int) -> list[float]:
    """By the place in the phrase."""
    alike = [each for each in steps if each.share == share]
    return [rate_begins(alike, place) for place in range(PHRASE)]


def rate_begins(steps: Sequence[Step], place: int) -> float:
    return rate([each.lag >= LAGS[0] for each in steps if each.place == place])


def rate(flags: Sequence[bool]) -> float:
    return round(float(np.mean(flags)), 3) if flags else 0.0


def find_openings(folder: Path) -> list[Opening]:
    queues = [map(cut_opening, load_works(folder, n, "train")) for n in CORPORA if n not in BARE]
    return list(islice(filter(None, chain.from_iterable(zip_longest(*queues))), WORKS))


if __name__ == "__main__":
    found = map(read_bars, find_openings(Path(sys.argv[1])))
    sys.stdout.write(f"{count_steps([*chain.from_iterable(map(list_steps, found))])}\n")
