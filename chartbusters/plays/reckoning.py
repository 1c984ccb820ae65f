"""Which of the plays that were told count: the rule, applied to them in their order, without a
database."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from chartbusters.plays.beginnings import Told

COUNTED, LATE, EARLY, SILENT = "counted", "late", "early", "silent"
AGAIN, BESIDE, CROWDED = "again", "beside another", "crowded"


class Heard(NamedTuple):
    """A play that counted. Times are milliseconds by the clock of the stream."""

    listing: int
    viewer: str
    network: str
    at: int
    needed: int
    until: int


class Reckoning:
    """`known` is what the viewers were counted for lately; `crowds` how many of a network were
    counted for a song, `most` how many may be."""

    def __init__(
        self, known: Iterable[Heard], crowds: Counter[tuple[int, str]], heard: set[int], most: int
    ) -> None:
        self._known: dict[str, dict[int, Heard]] = {}
        self._crowds, self._heard, self._most = crowds, heard, most
        self.counted: list[tuple[Heard, int]] = []  # with the source
        for one in known:
            self._known.setdefault(one.viewer, {})[one.listing] = one

    def take(self, at: int, told: Told) -> str:
        """One more, written down at this moment; says what became of it."""
        play = told.beginning
        one = Heard(
            play.listing,
            play.viewer.hex(),
            play.network.hex(),
            at,
            play.needed,
            at + 1000 * play.window,
        )
        said = self._why_not(one, play.at, told.heard) or COUNTED
        if said == COUNTED:
            self._known.setdefault(one.viewer, {})[one.listing] = one
            self._crowds[one.listing, one.network] += 1
            self.counted.append((one, play.source))
        return said

    def _why_not(self, one: Heard, began: int, told: int) -> str:
        passed = one.at - began
        if passed > one.until - one.at:
            return LATE  # a token is good for one window, so never for two plays
        if min(told, passed) < one.needed:
            return EARLY
        if one.listing not in self._heard:
            return SILENT
        mine = self._known.get(one.viewer, {})
        last = mine.get(one.listing)
        if last and last.until > one.at:
            return AGAIN
        if passed - _elsewhere(mine.values(), began) < one.needed:
            return BESIDE
        if self._crowds[one.listing, one.network] >= self._most:
            return CROWDED
        return ""


def _elsewhere(others: Iterable[Heard], began: int) -> int:
    """Milliseconds since then that were believed of other songs: two cannot be heard at once."""
    return sum(min(other.needed, other.at - began) for other in others if other.at > began)
