"""What anybody needs to compute a board again: votes, weights and entries without a name, and the
rows that came of them."""

from typing import Any

from chartbusters.challenges.models import Challenge
from chartbusters.leaderboard.computing import OUTCOMES, outcomes_of, weights_unpacked
from chartbusters.leaderboard.models import RatingRun
from chartbusters.leaderboard.readings import inputs_of
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
    outcomes = outcomes_of(table).tolist()
    names = inputs.entries
    return {
        "challenge": challenge.slug,
        "method": METHOD,
        "version": VERSION,
        "prior": PRIOR,
        "inputs_digest": run.inputs_digest if run else None,
        "entries": names,
        "order": inputs.ties,
        "votes": [
            [names[a], names[b], OUTCOMES[outcome], voter]
            for a, b, outcome, voter in zip(
                table.a.tolist(), table.b.tolist(), outcomes, table.voter.tolist(), strict=True
            )
        ],
        "first": table.first.tolist(),
        "weights": weights.tolist() if shown else None,
        "rows": _rows(shown) if shown else None,
    }


def _rows(run: RatingRun) -> list[dict[str, Any]]:
    columns = ["position", "rating", "low", "high", "rank_low", "rank_high", "votes"]
    standings = run.standings.order_by("position").values("entry_id", *columns)
    return [{"entry": str(row.pop("entry_id")), **row} for row in standings]
