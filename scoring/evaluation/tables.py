"""The table of the score in Markdown: spoilings down, genres across."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import TypeVar

from scoring.evaluation.areas import Area
from scoring.evaluation.cells import GOAL, Figures
from scoring.spoiling import NEUTRAL, SPOILINGS, Spoiling

Held = TypeVar("Held")


def write_tables(figures: Sequence[Figures]) -> str:
    """Three tables and the cells that miss the goal."""
    tuned = [each for each in SPOILINGS.values() if each.tuned]
    others = [each for each in SPOILINGS.values() if not each.tuned]
    parts = (
        _real_table(figures),
        _area_table("the score may be tuned by", tuned, figures),
        _area_table("nothing is tuned by", others, figures),
        _neutral_table(figures),
        _weak_cells(figures),
    )
    return "\n\n".join(part for part in parts if part)


def _table(first: str, figures: Sequence[Figures], rows: Iterable[Sequence[str]]) -> str:
    lines = [[first, *(each.genre for each in figures)], ["---", *("--:" for _ in figures)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _real_table(figures: Sequence[Figures]) -> str:
    spreads = [
        "-" if each.spread is None else f"{each.spread:.1f} ({each.widest:.1f})" for each in figures
    ]
    rows = [
        ["pieces", *(str(each.pieces) for each in figures)],
        ["works", *(str(each.works) for each in figures)],
        ["median score", *(f"{each.quartiles[1]:g}" for each in figures)],
        ["quartiles", *(f"{each.quartiles[0]:g}-{each.quartiles[2]:g}" for each in figures)],
        ["standard deviation over seeds, mean (largest)", *spreads],
    ]
    return _table("real music", figures, rows)


def _area_table(what: str, spoilings: Sequence[Spoiling], figures: Sequence[Figures]) -> str:
    held = [genre.areas for genre in figures]
    rows = [
        [each.line, *map(_cell, _across(each.name, held))]
        for each in spoilings
        if _known(each.name, held)
    ]
    return _table(f"AUC against what {what}", figures, rows) if rows else ""


def _known(name: str, held: Sequence[Mapping[str, object]]) -> bool:
    return any(name in each for each in held)


def _across(name: str, held: Sequence[Mapping[str, Held]]) -> list[Held | None]:
    return [each.get(name) for each in held]


def _change(moved: float | None) -> str:
    return "-" if moved is None else f"{moved:.1f}"


def _cell(area: Area | None) -> str:
    """Bold where the goal is missed; the number of pieces stands where not all could be spoilt."""
    if area is None:
        return "-"
    told = f"{area.auc:.2f}" if area.auc >= GOAL else f"**{area.auc:.2f}**"
    return f"{told} ({area.low:.2f}-{area.high:.2f}; {area.pieces})"


def _neutral_table(figures: Sequence[Figures]) -> str:
    held = [genre.moved for genre in figures]
    rows = [
        [each.line, *map(_change, _across(name, held))]
        for name, each in NEUTRAL.items()
        if _known(name, held)
    ]
    return _table("largest change of a score by", figures, rows) if rows else ""


def _weak_cells(figures: Sequence[Figures]) -> str:
    """Every cell under the goal by name, and the lowest."""
    cells = list(chain.from_iterable(_weak_of(genre) for genre in figures))
    count = sum(len(genre.areas) for genre in figures)
    if not cells:
        return f"All {count} cells reach {GOAL}."
    told = [f"{SPOILINGS[name].line} in {genre} {auc:.2f}" for auc, name, genre in sorted(cells)]
    return f"{len(cells)} of {count} cells are under {GOAL}, lowest first: {'; '.join(told)}."


def _weak_of(genre: Figures) -> list[tuple[float, str, str]]:
    return [(genre.areas[name].auc, name, genre.genre) for name in genre.weak]
