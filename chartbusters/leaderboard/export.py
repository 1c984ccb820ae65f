"""What anybody needs to compute a board again: votes, weights and entries without a name, and the
rows that came of them."""

import csv
from collections import Counter
from io import StringIO
from typing import Any

import numpy as np

from chartbusters.challenges.models import Challenge
from chartbusters.leaderboard.chain import rows_of
from chartbusters.leaderboard.comparing import Spans, compared_by_run, ranks_told
from chartbusters.leaderboard.computing import (
    OUTCOMES,
    Inputs,
    outcomes_of,
    rows_digest,
    weights_unpacked,
)
from chartbusters.leaderboard.history import links_told
from chartbusters.leaderboard.models import RatingRun, Standing
from chartbusters.leaderboard.readings import inputs_of
from chartbusters.leaderboard.recomputing import COLUMNS, FORMAT
from chartbusters.leaderboard.selectors import board_get
from chartbusters.ranking import PRIOR, VERSION
from chartbusters.trust.models import VoterWeight, VoteWeight
from chartbusters.trust.weighing import Reason
from chartbusters.voting.reading import votes_read

METHOD = "Bradley-Terry, ties half, both-bad left out; 95 % intervals clustered by voter"


def inputs_shown(*, challenge: Challenge) -> tuple[RatingRun | None, Inputs]:
    """What the board that is shown was computed from, with its weights; None beside what there is
    now, where the board does not know of all of it yet."""
    table, entries, _ = votes_read(challenge=challenge)
    board = board_get(challenge=challenge)
    run = board.run if board else None
    fits = run is not None and run.votes == len(table.key)
    weights = weights_unpacked(run.weights if run and fits else None, len(table.key))
    inputs = inputs_of(entries, table, weights)
    return (run if run and run.inputs_digest == inputs.digest else None), inputs


def board_export(*, challenge: Challenge) -> dict[str, Any]:
    """Everything from which the board can be computed again, voters as numbers. `rows` are those
    that are shown, to the last digit; none while the board does not know of all votes yet."""
    run, inputs = inputs_shown(challenge=challenge)
    rows = rows_of(run) if run else None
    return {
        "format": FORMAT,
        "challenge": challenge.slug,
        "method": METHOD,
        "version": run.version if run else VERSION,
        "prior": PRIOR,
        "inputs_digest": inputs.digest,
        "entries": inputs.entries,
        "order": inputs.ties,
        "votes": _votes(inputs),
        "first": inputs.table.first.tolist(),
        "weights": inputs.weights.tolist() if run else None,
        "reasons": reasons_counted(challenge=challenge),
        "rows": _named(rows) if rows is not None else None,
        "rows_digest": rows_digest(rows) if rows is not None else None,
        "fragility": run.fragility if run else None,
        "snapshot": _sealed(challenge),
    }


def reasons_counted(*, challenge: Challenge) -> dict[str, int]:
    """Of how many voters some vote counts less, by reason; nothing tells which they are."""
    everywhere = VoterWeight.objects.filter(challenge=challenge, reasons__gt=0)
    here = VoteWeight.objects.filter(vote__challenge=challenge, reasons__gt=0)
    bits: dict[int, int] = {}
    for voter, reasons in everywhere.values_list("voter", "reasons"):
        bits[voter] = reasons
    for voter, reasons in here.values_list("vote__ballot__voter", "reasons"):
        bits[voter] = bits.get(voter, 0) | reasons
    counted: Counter[str] = Counter()
    for held in bits.values():
        counted.update(str(reason.name) for reason in Reason(held))
    return {str(reason.name): counted[str(reason.name)] for reason in Reason}


def _named(rows: list[list[Any]]) -> list[dict[str, Any]]:
    return [dict(zip(COLUMNS, row, strict=True)) for row in rows]


def _votes(inputs: Inputs) -> list[list[Any]]:
    table, names = inputs.table, np.array([*inputs.entries], object)
    outcomes = np.array(OUTCOMES, object)[outcomes_of(table)]
    columns = [names[table.a], names[table.b], outcomes, table.voter.astype(object)]
    return np.column_stack(columns).tolist() if len(table.key) else []


def _sealed(challenge: Challenge) -> dict[str, Any] | None:
    """The newest seal, to be compared with one that somebody wrote down."""
    return next(reversed(links_told(challenge=challenge)), None)


def board_table(*, run: int) -> str:
    """The rows of a decided board as CSV, for a spreadsheet."""
    columns = ["position", "rank_low", "rank_high", "rating", "low", "high", "votes"]
    names = ["entry__number", "entry__title", "entry__maker__username", "entry__compared_at"]
    standings = Standing.objects.filter(run=run, entry__withdrawn_at=None).order_by("position")
    compared = compared_by_run([run]).get(run, ())
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow([*columns, "number", "title", "maker", "to compare with"])
    for row in standings.values_list(*columns, *names).iterator():
        writer.writerow(list(map(cell, _as_told(compared, *row))))
    return text.getvalue()


def _as_told(compared: Spans, *row: Any) -> list[Any]:
    """A row with the ranks that the page tells; none for an entry that takes no place."""
    position, best, worst, rating, low, high, *rest, marked = row
    ranks = ranks_told(compared, low=low, high=high, ranks=(best, worst))
    told = ("", "") if marked else ranks
    return [position, *told, rating, low, high, *rest, "yes" if marked else ""]


def cell(value: Any) -> Any:
    """A spreadsheet computes what begins like a formula: words that do get an apostrophe before
    them, which it hides."""
    dangerous = isinstance(value, str) and value.lstrip(" ")[:1] in tuple("=+-@\t\r\n")
    return f"'{value}" if dangerous else value
