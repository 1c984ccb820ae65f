"""Moments as people write them: a copied challenge begins on the quarter, not at 19:20:57."""

from collections.abc import Mapping
from datetime import datetime, timedelta

MINUTE, QUARTER = timedelta(minutes=1), timedelta(minutes=15)


def moments_rounded(moments: Mapping[str, datetime], *, to: timedelta) -> dict[str, datetime]:
    """Each later by less than `to`; those that somebody wrote as they stand are kept. Where two of
    them would become one, the next finer measure is taken, for none may be empty between."""
    for grain in (grain for grain in (to, MINUTE) if grain <= to):
        rounded = {name: _up(moment, grain) for name, moment in moments.items()}
        if _in_order(rounded) == _in_order(moments):
            return rounded
    return dict(moments)


def _up(moment: datetime, grain: timedelta) -> datetime:
    if _is_written(moment):
        return moment
    over = (moment - datetime.min.replace(tzinfo=moment.tzinfo)) % grain
    return moment + (grain - over if over else over)


def _is_written(moment: datetime) -> bool:
    """18:00, 18:05 and 23:59 are somebody's words; seconds are a machine's."""
    return not (moment.second or moment.microsecond) and moment.minute % 5 in (0, 4)


def _in_order(moments: Mapping[str, datetime]) -> dict[str, int]:
    """Which comes when, first, second and so on; equal ones together."""
    times = sorted(set(moments.values()))
    return {name: times.index(moment) for name, moment in moments.items()}
