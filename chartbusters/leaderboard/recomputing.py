"""A board computed again from its export: no database, and nothing but the votes, the weights and
the entries that stand in it."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from chartbusters.leaderboard.computing import (
    OUTCOMES,
    SHARES,
    Inputs,
    board_computed,
    rows_digest,
    rows_named,
)
from chartbusters.ranking import PRIOR, VERSION
from chartbusters.ranking.votes import VoteTable

FORMAT = 1


class CannotRecomputeError(ValueError):
    """The export is of another kind, or not whole; the text says what to do."""


def inputs_read(export: dict[str, Any]) -> Inputs:
    """What a board is computed from, as an export holds it."""
    try:
        entries, votes = export["entries"], export["votes"]
        place = {name: at for at, name in enumerate(entries)}
        table = VoteTable(
            entries=len(entries),
            voters=1 + max((vote[3] for vote in votes), default=-1),
            key=np.arange(len(votes), dtype=np.int64),
            a=np.array([place[vote[0]] for vote in votes], np.int32),
            b=np.array([place[vote[1]] for vote in votes], np.int32),
            share=SHARES[np.array([OUTCOMES.index(vote[2]) for vote in votes], np.int64)],
            voter=np.array([vote[3] for vote in votes], np.int32),
            first=np.array(export["first"], np.int8),
            cast_ms=_unknown(votes),
            waited_ms=_unknown(votes),
            network=np.full(len(votes), -1, np.int32),
        )
        weights = np.array(export["weights"], np.float64)
        return Inputs(entries, export["order"], table, weights)
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise CannotRecomputeError(f"This is no whole export of a board: {error!r}.") from error


def _unknown(votes: list[Any]) -> NDArray[np.int64]:
    """Times of votes move no rank, and are not told."""
    return np.zeros(len(votes), np.int64)


def differences(export: dict[str, Any]) -> list[str]:
    """What of an export does not come of its votes, in words; nothing where all is equal, to the
    last bit."""
    _refuse(export)
    inputs = inputs_read(export)
    rows = rows_named(inputs.entries, board_computed(inputs))
    told = [[row[name] for name in COLUMNS] for row in export["rows"]]
    found = []
    if inputs.digest != export["inputs_digest"]:
        found.append("its votes, weights or entries are not those of its digest")
    if len(rows) != len(told):
        found.append(f"it has {len(told)} rows, and {len(rows)} come of the votes")
    for mine, theirs in zip(rows, told, strict=False):
        if mine != theirs:
            found.append(f"row {mine[1]}: {theirs} in the export, {mine} from the votes")
    if rows_digest(told) != export["rows_digest"]:
        found.append("its rows are not those of their digest")
    return found


COLUMNS = ["entry", "position", "rating", "low", "high", "rank_low", "rank_high", "votes"]


def _refuse(export: dict[str, Any]) -> None:
    if export.get("format") != FORMAT:
        raise CannotRecomputeError(
            f"This is no export of a board of format {FORMAT}. Fetch it anew from the board's page."
        )
    if export.get("rows") is None:
        raise CannotRecomputeError(
            "It was made while the board was being computed, and holds no rows. Fetch it anew in a "
            "minute."
        )
    if [export.get("version"), export.get("prior")] != [VERSION, PRIOR]:
        raise CannotRecomputeError(
            f"It was computed by version {export.get('version')} of the ranking code, and this is "
            f"version {VERSION}. Take the code of that time."
        )
