"""Where the lines of the first entries run through sealed boards: places become points, and nothing
is read or written here."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

Places = Sequence[Mapping[Any, int]]  # of each moment in turn: entry and its place


def band_of(place: int, depth: int) -> int:
    """The row of the picture for a place, 1 at the top. All that is deeper shares one below."""
    return min(place, depth + 1)


def bands_of(places: Places, entries: Sequence[Any], depth: int) -> int:
    """How many rows the picture has: one more where an entry once stood deeper than it shows."""
    return depth + any(_deepest(moment, entries) > depth for moment in places)


def _deepest(moment: Mapping[Any, int], entries: Sequence[Any]) -> int:
    return max((moment.get(one, 0) for one in entries), default=0)


def lines_of(places: Places, entry: Any, bands: int, depth: int) -> list[str]:
    """The line of an entry as points of an SVG that is 100 wide and 100 high. Where it did not
    stand the line is broken, so there may be several."""
    step = 100 / max(len(places) - 1, 1)
    points = [
        f"{number * step:.2f},{100 * (band_of(moment[entry], depth) - 0.5) / bands:.2f}"
        if entry in moment
        else ""
        for number, moment in enumerate(places)
    ]
    parts = [list(part) for there, part in groupby(points, key=bool) if there]
    # A line to where it begins is a dot under round ends.
    return [" ".join(part if len(part) > 1 else part * 2) for part in parts]
