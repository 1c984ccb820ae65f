"""What the simulation found, as a table for people and as JSON for programs."""

import json
from collections.abc import Iterator
from dataclasses import asdict

from chartbusters.trust.simulation.attacks import ATTACKS
from chartbusters.trust.simulation.cells import Cell, Report
from chartbusters.trust.simulation.crowds import CROWDS

GOALS = {0.05: 2.0, 0.2: 5.0}  # ranks of the target, fresh attackers
MOST_FLAGGED = 0.02
LEAST_OF_A_CLASS = 0.5
HEAD = (
    "| attack | board | attackers | undefended | displaced | worst seed | honest flagged "
    "| of the new | attackers flagged | their votes weigh | top ten kept |"
)


def as_markdown(report: Report) -> str:
    """The tables of all crowds, those of classes, and which goals are held."""
    parts = []
    for crowd in CROWDS.values():
        parts += [f"### {crowd.name.capitalize()}: {crowd.words}", "", HEAD]
        parts.append("|---|---|" + "--:|" * (HEAD.count("|") - 3))
        parts += [_line(cell) for cell in report.cells if cell.crowd == crowd.name]
        parts.append("")
    parts += [*_classes(report), "", "### Goals", "", *(f"- {line}" for line in goals(report)), ""]
    attacks = (f"- {attack.name}: {attack.words}" for attack in ATTACKS.values())
    return "\n".join([*parts, "### Attacks", "", *attacks, ""])


def _line(cell: Cell) -> str:
    return (
        f"| {cell.attack} | {cell.board} | {cell.share:.0%} | {cell.undefended:.1f} "
        f"| {cell.displaced:.1f} ± {cell.error:.1f} | {cell.worst} | {cell.honest_flagged:.1%} "
        f"| {cell.new_flagged:.1%} | {cell.attackers_flagged:.0%} | {cell.target_weight:.2f} "
        f"| {cell.top_ten:.2f} |"
    )


def _classes(report: Report) -> Iterator[str]:
    yield "### A class of 30 new, honest accounts: mean ranks by which it moves an entry"
    yield ""
    yield "| votes each | as people of long standing | a class | let in by code | scattered |"
    yield "|--:|--:|--:|--:|--:|"
    for votes, moved in report.classes.items():
        shares = (moved.classroom, moved.let_in, moved.scattered)
        told = " | ".join(f"{one:.2f} ({one / (moved.settled or 1):.0%})" for one in shares)
        yield f"| {votes} | {moved.settled:.2f} | {told} |"


def goals(report: Report) -> Iterator[str]:
    """Each goal in one sentence, held or not."""
    for share, most in GOALS.items():
        fresh = [cell for cell in report.cells if (cell.crowd, cell.share) == ("fresh", share)]
        if fresh:
            worst = max(fresh, key=lambda cell: cell.displaced)
            yield (
                f"{share:.0%} fresh attackers move the middle entry by {most:.0f} ranks at most: "
                f"{_held(worst.displaced <= most)}; the most is {worst.displaced:.1f} "
                f"± {worst.error:.1f} ({worst.attack}, {worst.board} board)."
            )
    if report.cells:
        flagged = max(max(cell.honest_flagged, cell.new_flagged) for cell in report.cells)
        yield (
            f"Under {MOST_FLAGGED:.0%} of the honest have a mean weight under 0.5, of the new ones "
            f"too: {_held(flagged < MOST_FLAGGED)}; the most in any line is {flagged:.1%}."
        )
    for votes, moved in report.classes.items():
        share = moved.classroom / (moved.settled or 1)
        yield (
            f"An honest class of new accounts with {votes} votes each moves ranks by at least half "
            f"of what people of long standing would: {_held(share >= LEAST_OF_A_CLASS)}; "
            f"{share:.0%}."
        )


def _held(held: bool) -> str:
    return "held" if held else "NOT HELD"


def as_json(report: Report) -> str:
    told = {
        "cells": [asdict(cell) for cell in report.cells],
        "classes": {votes: asdict(moved) for votes, moved in report.classes.items()},
        "goals": list(goals(report)),
    }
    return json.dumps(told, indent=1) + "\n"
