"""What anybody needs to compute a board again: votes, weights and entries without a name, and the
rows that came of them."""

import csv
from io import StringIO
from typing import Any

from chartbusters.challenges.models import Challenge
from chartbusters.leaderboard.chain import rows_of
from chartbusters.leaderboard.computing import (
    OUTCOMES,
    Inputs,
    outcomes_of,
    rows_digest,
    weights_unpacked,
)
from chartbusters.leaderboard.history import links_told
from chartbusters.leaderboard.models import Standing
from chartbusters.leaderboard.readings import inputs_of
from chartbusters.leaderboard.recomputing import COLUMNS, FORMAT
from chartbusters.leaderboard.selectors import board_get
from chartbusters.ranking import PRIOR, VERSION
from chartbusters.voting.reading import votes_read

METHOD = "Bradley-Terry, ties half, both-bad left out; 95 % intervals clustered by voter"


def board_export(*, challenge: Challenge) -> dict[str, Any]:
    """Everything from which the board can be computed again, voters as numbers. `rows` are those
    that are shown, to the last digit; none while the board does not know of all votes yet."""
    table, entries, _ = votes_read(challenge=challenge)
    board = board_get(challenge=challenge)
    run = board.run if board else None
    fits = run is not None and run.votes == len(table.key)
    weights = weights_unpacked(run.weights if run and fits else None, len(table.key))
    inputs = inputs_of(entries, table, weights)
    shown = run if run and run.inputs_digest == inputs.digest else None
    rows = rows_of(shown) if shown else None
    return {
        "format": FORMAT,
        "challenge": challenge.slug,
        "method": METHOD,
        "version": run.version if run else VERSION,
        "prior": PRIOR,
        "inputs_digest": run.inputs_digest if run else None,
        "entries": inputs.entries,
        "order": inputs.ties,
        "votes": _votes(inputs),
        "first": table.first.tolist(),
        "weights": weights.tolist() if shown else None,
        "rows": _named(rows) if rows is not None else None,
        "rows_digest": rows_digest(rows) if rows is not None else None,
        "snapshot": _sealed(challenge),
    }


def _named(rows: list[list[Any]]) -> list[dict[str, Any]]:
    return [dict(zip(COLUMNS, row, strict=True)) for row in rows]


def _votes(inputs: Inputs) -> list[list[Any]]:
    table, names = inputs.table, inputs.entries
    columns: list[Any] = [table.a, table.b, outcomes_of(table), table.voter]
    return [
        [names[a], names[b], OUTCOMES[outcome], voter]
        for a, b, outcome, voter in zip(*(column.tolist() for column in columns), strict=True)
    ]


def _sealed(challenge: Challenge) -> dict[str, Any] | None:
    """The newest seal, to be compared with one that somebody wrote down."""
    return next(reversed(links_told(challenge=challenge)), None)


def board_table(*, run: int) -> str:
    """The rows of a decided board as CSV, for a spreadsheet."""
    columns = ["position", "rank_low", "rank_high", "rating", "low", "high", "votes"]
    names = ["entry__number", "entry__title", "entry__maker__username"]
    standings = Standing.objects.filter(run=run, entry__withdrawn_at=None).order_by("position")
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow([*columns, "number", "title", "maker"])
    for row in standings.values_list(*columns, *names).iterator():
        writer.writerow(list(map(cell, row)))
    return text.getvalue()


def cell(value: Any) -> Any:
    """A spreadsheet computes what begins like a formula: words that do get an apostrophe before
    them, which it hides."""
    dangerous = isinstance(value, str) and value.lstrip(" ")[:1] in tuple("=+-@\t\r\n")
    return f"'{value}" if dangerous else value
