"""Computes boards. Votes go in, a run with its standings comes out; showing it is switching one
key."""

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import DatabaseError, transaction
from django.db.models import F
from django.db.models.functions import Now

from chartbusters.accounts.models import User
from chartbusters.challenges.models import Challenge
from chartbusters.leaderboard import facts, selectors
from chartbusters.leaderboard.computing import Inputs, Row, board_computed, weights_packed
from chartbusters.leaderboard.models import Board, RatingRun, Standing
from chartbusters.leaderboard.readings import Reading, reading_made
from chartbusters.ranking import PRIOR, VERSION
from chartbusters.voting.reading import EntryRead
from chartbusters.voting.sealing import votes_seal
from chartbusters.web.errors import Refusal
from generation.rights import COMPUTE_BOARD, record, require

logger = logging.getLogger(__name__)
FORGOTTEN_AT_ONCE = 50  # runs; each may have a thousand standings
ASKED_SECONDS = 40  # after which a worker that was asked for a board is thought to have ended
SLOW_SECONDS = 10  # a board that took longer never holds the last worker


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
        "weights": weights_packed(inputs.weights),
    }


def _standing(run: RatingRun, entry: EntryRead, row: Row) -> Standing:
    columns = row._asdict()
    del columns["entry"]
    return Standing(run=run, entry_id=entry.pk, **columns)


def runs_forget() -> int:
    """Deletes the computations that nobody will ask for, of every challenge; returns how many."""
    return sum(_forgotten(challenge) for challenge in selectors.challenges_with_many_runs())


def _forgotten(challenge: Challenge) -> int:
    count = 0
    try:
        while some := _forget_some(challenge):
            count += some
    except DatabaseError:
        # Say, one of them has just been shown elsewhere: it is kept, and the next challenge has its
        # turn.
        logger.exception("old ratings of %s were not forgotten", challenge.slug)
    return count


def _forget_some(challenge: Challenge) -> int:
    """A few at a time, as others want to write."""
    if not selectors.runs_old(challenge=challenge, most=1):
        return 0
    with transaction.atomic():
        # A refresh could show one of them again meanwhile: it waits here, and makes it anew.
        Board.objects.select_for_update().filter(challenge=challenge).first()
        old = selectors.runs_old(challenge=challenge, most=FORGOTTEN_AT_ONCE)
        RatingRun.objects.filter(pk__in=old).delete()
    return len(old)


def boards_refresh(*, compute: Callable[[int], object] | None = None) -> int:
    """Has every board computed that does not know of all that has happened, each by itself: by
    `compute`, which may hand the key of its challenge to a worker, or here. Returns how many
    could be."""
    compute = compute or board_follow
    return sum(bool(_asked(challenge, compute)) for challenge in _claimed())


def _asked(challenge: int, compute: Callable[[int], object]) -> object:
    try:
        return compute(challenge)
    except Exception:
        _let_go(challenge)  # nobody was told: the next round asks again
        raise


def _claimed() -> list[int]:
    """Stale boards that nobody was asked for of late, those first that are quickly done. One is
    given away at a time; and of those that take long never so many that no worker is left."""
    stale = facts.boards_stale()
    if not stale:
        return []
    for challenge in stale:
        Board.objects.get_or_create(challenge_id=challenge)
    with transaction.atomic():
        # Two that look at once would both ask: the second waits here.
        boards = Board.objects.select_for_update().order_by("seconds", "pk").annotate(now=Now())
        known = [board for board in boards if board.pk in stale or board.asked_at]
        free = _free(known, stale)
        Board.objects.filter(pk__in=free).update(asked_at=Now())
    return free


def _free(boards: list[Any], stale: list[int]) -> list[int]:
    asked = {board.pk for board in boards if _is_asked(board)}
    slow = sum(board.seconds > SLOW_SECONDS for board in boards if board.pk in asked)
    free = []
    for board in boards:
        if board.pk in asked or board.pk not in stale:
            continue
        if board.seconds > SLOW_SECONDS:
            slow += 1
            if slow > max(1, settings.BOARD_WORKERS - 1):
                continue
        free.append(board.pk)
    return free


def _is_asked(board: Any) -> bool:
    """Whether a worker is at it, or may be: one that was killed says nothing."""
    patience = timedelta(seconds=max(ASKED_SECONDS, 4 * board.seconds))
    return bool(board.asked_at and board.asked_at > board.now - patience)


def board_follow(challenge: int) -> bool:
    """Computes one board for which a worker was asked; says whether it could be."""
    found = Challenge.objects.filter(pk=challenge).first()
    try:
        return bool(found and _refreshed(found))
    finally:
        _let_go(challenge)


def _let_go(challenge: int) -> None:
    Board.objects.filter(pk=challenge).update(asked_at=None)


def _refreshed(challenge: Challenge) -> bool:
    """Whether the board could be computed. If not, staff and /healthz are told, and the next board
    has its turn."""
    try:
        board_refresh(challenge=challenge)
    except Exception as error:
        logger.exception("the board of %s cannot be computed", challenge.slug)
        Board.objects.get_or_create(challenge=challenge)
        why = f"{type(error).__name__}: {error}"[:300]
        Board.objects.filter(challenge=challenge).update(failed_at=Now(), failure=why)
        return False
    return True


def board_compute(*, challenge: Challenge, by: User) -> None:
    """An organiser's word that the board is to be computed at once."""
    require(by, COMPUTE_BOARD)
    if not _refreshed(challenge):
        message = (
            "The board could not be computed. The one before is still shown; votes are "
            "safe, and it is tried again."
        )
        raise Refusal("not_computed", message, 409)
    record(by=by, row=Board.objects.get(challenge=challenge), words="Computed from the votes.")
