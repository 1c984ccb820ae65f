"""The first rows of a decided board, for pages that tell of no others."""

from typing import Any

from chartbusters.leaderboard.comparing import compared_on
from chartbusters.leaderboard.rows import BoardRow, beside, standing_in
from chartbusters.web.prepared_queries import Prepared


def rows_first(*, challenge: Any, run: Any, count: int) -> list[BoardRow]:
    """The first rows of a board that votes alone have decided, as everybody sees them; those that
    take no place are left out."""
    rows = _FIRST.rows(run.run_id)[:count]
    people, apart = beside(rows), compared_on(run=run, challenge=challenge.pk)
    scale = (run.run__lowest, run.run__highest)
    among = run.run__entries - len(apart)
    return [
        BoardRow(told, False, False, scale, people.get(told.pk, ()), among, apart, over=True)
        for told in rows
    ]


MOST_FIRST = 10
_FIRST = Prepared(lambda run: standing_in(run).filter(compared_at=None)[:MOST_FIRST], 4_611_686_018)
