"""Tables of model cards: what is asked for, how one is told, and how it stands on a card.

A table is a module with `compute(card, asked, say) -> result`, `as_text(result)`, and
`figures(result, before)`, which gives the card's figures anew; the latter two may be those below.
"""

from collections.abc import Callable
from itertools import groupby
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


def as_text(result: Result) -> str:
    """The table for people, in fixed columns; rows with other figures follow below."""
    promises = ", ".join(
        f"{name.replace('_', ' ')} {count}" for name, count in result["promises"].items()
    )
    lines = [result["table"], result["protocol"], promises]
    for names, rows in groupby(result["rows"], key=lambda row: list(row["figures"])):
        columns = list(rows)
        lines.append(f"{'':26}" + "".join(f"{row['model']:>20}" for row in columns))
        for name in names:
            cells = (format_figure(row["figures"][name]) for row in columns)
            lines.append(f"{name:26}" + "".join(f"{each:>20}" for each in cells))
    return "\n".join(lines)


def format_figure(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def figures(result: Result, before: Result) -> Result:
    """Rows by the model they are about, beside what else the card says."""
    rows = {row["model"]: round_values(row["figures"]) for row in result["rows"]}
    return {**before, "protocol": result["protocol"], "promises": result["promises"], **rows}


def round_values(found: dict[str, float | None]) -> dict[str, float | None]:
    return {name: None if value is None else round(value, 3) for name, value in found.items()}
