"""Whether a challenge that is over has a result, and who came first, for rooms that do not know the
boards: those say so here when they are loaded."""

from collections.abc import Callable
from typing import Any

# Each is given a challenge that knows its phase; it may be a row.
DECIDED: list[Callable[[Any], bool]] = []
FIRSTS: list[Callable[[Any], list[Any]]] = []  # see `leaderboard.reveal.Revealed`, the best first


def is_decided(challenge: Any) -> bool:
    """Whether there is a result to look at: ranks that enough votes hold up."""
    return any(told(challenge) for told in DECIDED)


def firsts_of(*, challenge: Any) -> list[Any]:
    """Of at most three entries what their page says of their place; none where nothing is
    decided."""
    return next(filter(None, (told(challenge) for told in FIRSTS)), [])
