"""One board: read, rated, stored and shown, or said to be impossible to compute."""

import logging
import time
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now

from chartbusters.accounts.models import User
from chartbusters.challenges.models import Challenge
from chartbusters.leaderboard.computing import (
    Inputs,
    Row,
    board_computed,
    rows_digest,
    rows_named,
    weights_packed,
)
from chartbusters.leaderboard.failing import board_tried
from chartbusters.leaderboard.models import Board, RatingRun, Standing
from chartbusters.leaderboard.readings import Reading, reading_made
from chartbusters.leaderboard.services.snapshots import change_seal
from chartbusters.ranking import PRIOR, VERSION
from chartbusters.voting.reading import EntryRead
from chartbusters.voting.sealing import votes_seal
from chartbusters.web.errors import Refusal
from generation.rights import COMPUTE_BOARD, record, require

logger = logging.getLogger(__name__)


def board_refresh(*, challenge: Challenge) -> RatingRun:
    """Rates the entries of a challenge from its votes and shows the result. The same votes give the
    same run.

    Rating thousands of entries takes seconds, and SQLite has one writer: no transaction is open
    meanwhile.
    """
    votes_seal(challenge=challenge)
    number, begun_at = _begun(challenge)
    began = time.monotonic()
    reading = reading_made(challenge=challenge, number=number, begun_at=begun_at)
    rows = board_computed(reading.inputs)
    return _show(challenge, reading, rows, time.monotonic() - began)


def _begun(challenge: Challenge) -> tuple[int, datetime]:
    """Number and time of a reading that begins now."""
    with transaction.atomic():
        Board.objects.get_or_create(challenge=challenge)
        Board.objects.filter(challenge=challenge).update(readings=F("readings") + 1)
        rows = Board.objects.filter(challenge=challenge).annotate(now=Now())
        number, now = rows.values_list("readings", "now").get()
    return number, now


def _show(challenge: Challenge, reading: Reading, rows: list[Row], seconds: float) -> RatingRun:
    with transaction.atomic():
        # Two refreshes at once would both write standings: the second waits, and finds the run of
        # the first.
        board = Board.objects.select_for_update().get(challenge=challenge)
        if board.run and board.reading > reading.number:
            return board.run  # the newer board must not give way to the older one
        board.run = _stored(challenge, reading, rows)
        board.reading, board.read_at = reading.number, reading.begun_at
        board.failed_at, board.failure, board.seconds = None, "", seconds
        board.save()
        change_seal(challenge=challenge, run=board.run)
        return board.run


def _stored(challenge: Challenge, reading: Reading, rows: list[Row]) -> RatingRun:
    parameters: dict[str, Any] = {"prior": PRIOR, "facts": reading.facts}
    run, made = RatingRun.objects.get_or_create(
        challenge=challenge,
        inputs_digest=reading.inputs.digest,
        version=VERSION,
        defaults={"parameters": parameters, **_figures(reading.inputs, rows)},
    )
    if made:
        Standing.objects.bulk_create(
            [_standing(run, reading.entries[row.entry], row) for row in rows], batch_size=1000
        )
    elif run.parameters != parameters:
        # A vote and its void leave the same votes: the run stands, and has now seen them too.
        run.parameters = parameters
        run.save(update_fields=["parameters"])
    return run


def _figures(inputs: Inputs, rows: list[Row]) -> dict[str, Any]:
    """What pages ask of a whole board, so that none reads all its rows."""
    return {
        "votes": len(inputs.table.key),
        "entries": len(rows),
        "lowest": min((row.low for row in rows), default=0.0),
        "highest": max((row.high for row in rows), default=1.0),
        "rows_digest": rows_digest(rows_named(inputs.entries, rows)),
        "weights": weights_packed(inputs.weights),
    }


def _standing(run: RatingRun, entry: EntryRead, row: Row) -> Standing:
    columns = row._asdict()
    del columns["entry"]
    return Standing(run=run, entry_id=entry.pk, **columns)


def board_try(challenge: Challenge) -> bool:
    """Whether the board could be computed."""
    return board_tried(
        lambda: board_refresh(challenge=challenge), challenge=challenge, boards=Board
    )


def board_compute(*, challenge: Challenge, by: User) -> None:
    """An organiser's word that the board is to be computed at once."""
    require(by, COMPUTE_BOARD)
    if not board_try(challenge):
        message = (
            "The board could not be computed. The one before is still shown; votes are "
            "safe, and it is tried again."
        )
        raise Refusal("not_computed", message, 409)
    record(by=by, row=Board.objects.get(challenge=challenge), words="Computed from the votes.")
