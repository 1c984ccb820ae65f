"""Sections of a table: makers side by side, figures below one another, each with how sure it is.

A figure is a number, `(value, low, high)` of an interval, `(value, error)` of a paired difference,
or None where it is not defined.
"""

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any

from generation.evaluation.tables import Result

Cell = float | tuple[float, ...] | None
Makers = Mapping[str, Mapping[str, Cell]]
NAME, COLUMN = 32, 22
SPLIT = " split"  # ends the name of what a card says of one
LASTING = ("valid", "jsb")  # what training and another table have written


def make_section(title: str, makers: Makers, note: str = "") -> Result:
    return {
        "title": title,
        "note": note,
        "makers": {name: dict(row) for name, row in makers.items()},
    }


def format_cell(cell: Cell | Sequence[float]) -> str:
    if cell is None:
        return "-"
    if isinstance(cell, int | float):
        return f"{cell:.3f}"
    value, *rest = cell
    if len(rest) == 1:
        return f"{value:+.3f} ± {rest[0]:.3f}"
    return f"{value:.3f} [{rest[0]:.2f} {rest[1]:.2f}]"


def format_section(section: Result) -> list[str]:
    """Lines for people, in fixed columns."""
    makers = section["makers"]
    names = dict.fromkeys(chain.from_iterable(makers.values()))
    lines = ["", section["title"], *([section["note"]] if section["note"] else [])]
    lines.append(f"{'':{NAME}}" + "".join(f"{maker:>{COLUMN}}" for maker in makers))
    for name in names:
        cells = (format_cell(row.get(name)) for row in makers.values())
        lines.append(f"{name:{NAME}}" + "".join(f"{cell:>{COLUMN}}" for cell in cells))
    return lines


def as_text(result: Result) -> str:
    """The whole table for people."""
    promises = ", ".join(
        f"{name.replace('_', ' ')} {count}" for name, count in result.get("promises", {}).items()
    )
    lines = [result["table"], result["protocol"], *([promises] if promises else [])]
    for section in result["sections"]:
        lines += format_section(section)
    return "\n".join([*lines, *result.get("remarks", ())])


def figures(result: Result, before: Result) -> Result:
    """What a card says: the sections of this split, rounded, beside those of the other split and
    what else is of use for long."""
    kept = {name: part for name, part in before.items() if name in LASTING or name.endswith(SPLIT)}
    told = {name: result[name] for name in ("protocol", "promises", "remarks") if name in result}
    sections = {
        each["title"]: {"note": each["note"], "makers": round_makers(each["makers"])}
        for each in result["sections"]
    }
    return {**kept, result["split"] + SPLIT: {**told, "sections": sections}}


def add_split(result: Result, before: Result) -> Result:
    """What a card of several tables says: all of this one, under its name and that of its split,
    beside all that was there."""
    told = {name: part for name, part in result.items() if name not in ("table", "split")}
    sections = [{**each, "makers": round_makers(each["makers"])} for each in result["sections"]]
    return {
        **before,
        f"{result['table']}, {result['split']}{SPLIT}": {**told, "sections": sections},
    }


def round_makers(makers: Makers) -> dict[str, dict[str, Any]]:
    return {maker: round_row(row) for maker, row in makers.items()}


def round_row(row: Mapping[str, Cell]) -> dict[str, Any]:
    return {name: round_cell(cell) for name, cell in row.items()}


def round_cell(cell: Cell) -> Any:
    if cell is None or isinstance(cell, int | float):
        return None if cell is None else round(cell, 3)
    return [round(value, 3) for value in cell]
