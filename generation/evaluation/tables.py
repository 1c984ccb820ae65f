"""Tables of model cards: what is asked for, how one is told, and how it stands on a card.

A table is a module with `compute(card, asked, say) -> result`, `as_text(result)`, and
`figures(result, before)`, which gives the card's figures anew; the latter two may be those of
`sections`.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

Say = Callable[[str], None]  # progress for people
Result = dict[str, Any]


class Asked(NamedTuple):
    """What a table is computed on; a table that has no use for a choice leaves it aside."""

    folder: Path  # of the data pack
    split: str = "valid"  # or test, which is read once, at the end
    openings: int = 200
    seed: int = 1
    frames: int = 1000
    pieces: int | None = None
    kept: Path = Path("var/tables")  # what tables read that is in no repository, and keep
