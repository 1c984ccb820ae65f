"""Computes boards. Votes go in, a run with its standings comes out; showing it is switching one
key."""

import logging
from typing import Any

from django.db import DatabaseError, transaction
from django.db.models.functions import Now

from chartbusters.accounts.models import User
from chartbusters.challenges.models import Challenge
from chartbusters.leaderboard import selectors
from chartbusters.leaderboard.models import Board, RatingRun, Standing
from chartbusters.leaderboard.selectors import Inputs
from chartbusters.ranking import PRIOR, VERSION
from chartbusters.web.errors import Refusal
from generation.rights import COMPUTE_BOARD, record, require

logger = logging.getLogger(__name__)
FORGOTTEN_AT_ONCE = 50  # runs; each may have a thousand standings


def board_refresh(*, challenge: Challenge) -> RatingRun:
    """Rates the entries of a challenge from its votes and shows the result. The same votes give the
    same run.

    Rating thousands of entries takes seconds, and SQLite has one writer: no transaction is open
    meanwhile.
    """
    inputs = selectors.inputs_of(challenge=challenge)
    standings = _standings(inputs)
    return _show(challenge, inputs, standings)


def _show(challenge: Challenge, inputs: Inputs, standings: list[Standing]) -> RatingRun:
    with transaction.atomic():
        # Two refreshes at once would both write standings: the second waits, and finds the run of
        # the first.
        Board.objects.get_or_create(challenge=challenge)
        board = Board.objects.select_for_update().get(challenge=challenge)
        if board.run and _is_later(board.run, inputs):
            return board.run
        board.run = _stored(challenge, inputs, standings)
        board.failed_at, board.failure = None, ""
        board.save()
        return board.run


def _is_later(shown: RatingRun, inputs: Inputs) -> bool:
    """Whether somebody who read later was done first: the newer board must not give way to the
    older one."""
    known = shown.parameters.get("facts", [])
    return len(known) == len(inputs.facts) and sum(known) > sum(inputs.facts)


def _stored(challenge: Challenge, inputs: Inputs, standings: list[Standing]) -> RatingRun:
    parameters: dict[str, Any] = {"prior": PRIOR, "facts": inputs.facts}
    run, made = RatingRun.objects.get_or_create(
        challenge=challenge,
        inputs_digest=inputs.digest,
        version=VERSION,
        defaults={"parameters": parameters, "votes": len(inputs.ballots)},
    )
    if made:
        for standing in standings:
            standing.run = run
        Standing.objects.bulk_create(standings)
    elif run.parameters != parameters:
        # A vote and its void leave the same votes: the run stands, and has now seen them too.
        run.parameters = parameters
        run.save(update_fields=["parameters"])
    return run


def _standings(inputs: Inputs) -> list[Standing]:
    """Rows of a board, not stored yet."""
    if not inputs.entries:
        return []
    from chartbusters.ranking.ratings import rate
    from chartbusters.ranking.standings import places
    from chartbusters.ranking.tally import tally

    ratings = rate(tally(inputs.ballots, [str(entry.pk) for entry in inputs.entries]))
    tie_keys = [(entry.submitted_at, str(entry.pk)) for entry in inputs.entries]
    return [
        Standing(
            entry=inputs.entries[place.entry],
            position=place.position,
            rating=float(ratings.rating[place.entry]),
            low=float(ratings.low[place.entry]),
            high=float(ratings.high[place.entry]),
            rank_low=place.rank_low,
            rank_high=place.rank_high,
            votes=int(ratings.games[place.entry]),
        )
        for place in places(ratings, tie_keys)
    ]


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


def boards_refresh() -> int:
    """Refreshes every board that does not know of all that has happened; returns how many it
    could."""
    return sum(_refreshed(challenge) for challenge in selectors.boards_stale())


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
