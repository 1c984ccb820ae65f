"""What a final round has decided: the order by Schulze's method, and who was put before whom how
often."""

from dataclasses import dataclass

import numpy as np

from chartbusters.challenges.models import Entry
from chartbusters.jury.rounds.models import Finalist, GivenPlace, JuryRound
from chartbusters.jury.rounds.selectors import apart_for_each, finalists_standing
from chartbusters.ranking.methods.schulze import Places, beating, preferences_placed
from chartbusters.ranking.ranges import range_written


@dataclass(frozen=True)
class Placed:
    """A finalist with the ranks that it shares, and how many jurors put it before each finalist, in
    the order of the result."""

    entry: Entry
    low: int
    high: int
    above: list[int]

    @property
    def rank(self) -> str:
        return range_written(self.low, self.high)


@dataclass(frozen=True)
class Result:
    rows: list[Placed]
    jurors: list[int]  # numbers of those whose order says something

    @property
    def decided(self) -> bool:
        return bool(self.jurors)


def result_of(*, round_: JuryRound) -> Result:
    """Computed as it is asked: a hundred jurors and twelve finalists are the most there can be. An
    entry that went out, a juror who was set aside, and what a juror said of people who turned out
    to be linked with them, count no more."""
    finalists = finalists_standing(round_=round_)
    jurors, places = _said(round_, finalists)
    said = (~np.isnan(places)).sum(axis=1) > 1
    numbers = [number for number, one in zip(jurors, said, strict=True) if one]
    return Result(_rows(finalists, places), numbers)


def _said(round_: JuryRound, finalists: list[Finalist]) -> tuple[list[int], Places]:
    """Numbers of the jurors, and the places that each has given."""
    given = GivenPlace.objects.filter(order__round=round_, order__juror__counts=True)
    columns = ("order__juror__number", "order__juror__person", "finalist", "place")
    told = list(given.order_by(*columns).values_list(*columns))
    apart = apart_for_each(finalists=finalists, people={person for _, person, _, _ in told})
    numbers = sorted({number for number, _, _, _ in told})
    row = {number: index for index, number in enumerate(numbers)}
    column = {one.pk: index for index, one in enumerate(finalists)}
    places = np.full((len(numbers), len(finalists)), np.nan)
    for number, person, finalist, place in told:
        if finalist in column and finalist not in apart[person]:
            places[row[number], column[finalist]] = place
    return numbers, places


def _rows(finalists: list[Finalist], places: Places) -> list[Placed]:
    above = preferences_placed(places)
    beats = beating(above)
    low, high = 1 + beats.sum(axis=0), len(finalists) - beats.sum(axis=1)
    order = np.lexsort((high, low)).tolist()  # stable: those that tie stand by number
    return [
        Placed(finalists[n].entry, int(low[n]), int(high[n]), above[n, order].tolist())
        for n in order
    ]
