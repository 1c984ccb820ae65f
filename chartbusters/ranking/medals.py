"""Medals: given only where the range of ranks allows the words."""

from typing import NamedTuple


class Medal(NamedTuple):
    """What may be said of a place near the top."""

    name: str
    words: str


GOLD = Medal("gold", "Surely first")
SILVER = Medal("silver", "Among the first two")
BRONZE = Medal("bronze", "Among the first three")
MEDALS = (GOLD, SILVER, BRONZE)


def medal_of(*, worst: int, entries: int) -> Medal | None:
    """The best that is true of an entry whose range of ranks ends with `worst`: none beyond the
    third, and none where that is the last place, which nobody can miss."""
    return MEDALS[worst - 1] if 1 <= worst <= len(MEDALS) and worst < entries else None
