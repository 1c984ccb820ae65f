"""In which order the bars of a score are played: repeats and endings, written out."""

from collections.abc import Sequence
from dataclasses import dataclass

from generation.music.upload_error import UploadError
from generation.sheets.bars import MAX_BARS

MOST_TIMES = 16


@dataclass(slots=True)
class Turns:
    """What the lines of one bar say. `endings` are the passes in which it is played; none says all
    of them."""

    forward: bool = False
    backward: bool = False
    times: int = 0
    endings: frozenset[int] = frozenset()


def played(bars: Sequence[Turns]) -> list[int]:
    """Places of bars in the order in which they sound. Raises `UploadError` for endless ones."""
    order: list[int] = []
    place = section = 0
    passed, in_ending = 1, False
    while place < len(bars):
        bar = bars[place]
        leaves = in_ending and not bar.endings
        if leaves or (bar.forward and place != section):
            section, passed = place, 1
        in_ending = bool(bar.endings)
        if bar.endings and passed not in bar.endings:
            place += 1
            continue
        order.append(place)
        if len(order) > MAX_BARS:
            words = f"With its repeats this score has more than {MAX_BARS:,} bars."
            raise UploadError("too_long", words)
        if bar.backward and passed < _times(bar):
            passed += 1
            place, in_ending = section, False
            continue
        if bar.backward and not bar.endings:
            section, passed = place + 1, 1
        place += 1
    return order


def _times(bar: Turns) -> int:
    """How often what ends here is played."""
    if bar.times:
        return min(bar.times, MOST_TIMES)
    return min(max(bar.endings), MOST_TIMES) + 1 if bar.endings else 2


def endings_in(text: str) -> frozenset[int]:
    """The passes of `1`, `1,2` or `1-3`."""
    found: set[int] = set()
    for part in text.replace(".", ",").split(","):
        first, _, last = part.strip().partition("-")
        if first.strip().isdecimal() and len(first) < 4:
            until = int(last) if last.strip().isdecimal() and len(last) < 4 else int(first)
            found.update(range(int(first), min(until, int(first) + MOST_TIMES) + 1))
    return frozenset(found)
