"""Computes final boards, each in one piece: whoever looks meanwhile sees the one before."""

import logging

from django.db import transaction
from django.db.models.functions import Now

from chartbusters.accounts.models import User
from chartbusters.challenges.models import OVER, Challenge, phase_of
from chartbusters.leaderboard.failing import board_tried
from chartbusters.leaderboard.final import selectors
from chartbusters.leaderboard.final.inputs import VERSION, Decided
from chartbusters.leaderboard.models import FinalBoard, FinalStanding
from chartbusters.web.errors import Refusal
from generation.rights import COMPUTE_FINAL, record, require

logger = logging.getLogger(__name__)
BITS_OF_SEED = 60


def final_refresh(*, challenge: Challenge) -> FinalBoard:
    """Weighs votes, jury and metrics of a challenge that is over. The same inputs give the same
    board, to the last digit.

    The draws take a second for hundreds of entries, so no transaction is open meanwhile. Facts are
    counted before all else is read: what comes in between makes the board stale.
    """
    from chartbusters.leaderboard.final.figures import decided

    facts = selectors.facts_of(challenge=challenge)
    inputs = selectors.final_inputs(challenge=Challenge.objects.get(pk=challenge.pk))
    digest = selectors.digest_of(inputs)
    return _store(challenge, facts, digest, decided(inputs, seed=seed_of(digest)))


def seed_of(digest: str) -> int:
    """The seed of the draws, which nobody chooses: the beginning of the digest of what goes in."""
    return int(digest, 16) >> (256 - BITS_OF_SEED)


def _store(challenge: Challenge, facts: list[object], digest: str, found: Decided) -> FinalBoard:
    with transaction.atomic():
        # Two that compute at once write one after the other, and each the whole.
        FinalBoard.objects.get_or_create(challenge=challenge)
        board = FinalBoard.objects.select_for_update().get(pk=challenge.pk)
        if facts != selectors.facts_of(challenge=challenge):
            return board  # somebody has read later, or something has just changed: it is due again
        if board.inputs_digest != digest or board.version != VERSION:
            board.standings.all().delete()
            FinalStanding.objects.bulk_create(
                [FinalStanding(board=board, **row) for row in found.rows], batch_size=500
            )
            board.figures, board.seed, board.computed_at = found.figures, seed_of(digest), Now()
        board.inputs_digest, board.version, board.facts = digest, VERSION, facts
        board.failed_at, board.failure = None, ""
        board.save()
    board.refresh_from_db()
    return board


def finals_refresh() -> int:
    """Computes every final board that does not know of all that has happened; returns how many it
    could."""
    return sum(_refreshed(challenge) for challenge in selectors.finals_due())


def _refreshed(challenge: Challenge) -> bool:
    """Whether it could be computed."""
    return board_tried(
        lambda: final_refresh(challenge=challenge), challenge=challenge, boards=FinalBoard
    )


def final_compute(*, challenge: Challenge, by: User) -> None:
    """An organiser's word that the final board is to be computed at once."""
    require(by, COMPUTE_FINAL)
    phase = Challenge.objects.annotate(phase=phase_of()).filter(pk=challenge.pk)
    if phase.values_list("phase", flat=True).first() not in OVER:
        message = "Voting is not over, so nothing is decided yet. Nothing was computed."
        raise Refusal("not_over", message, 409)
    if not selectors.votes_are_read(challenge=challenge):
        message = (
            "Some votes are still to be counted; the final board follows within seconds of theirs. "
            "Nothing was computed."
        )
        raise Refusal("votes_unread", message, 409)
    if not _refreshed(challenge):
        message = (
            "The final board could not be computed. The one before is still shown, and it is tried "
            "again."
        )
        raise Refusal("not_computed", message, 409)
    record(by=by, row=FinalBoard.objects.get(pk=challenge.pk), words="Computed.")
