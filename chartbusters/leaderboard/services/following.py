"""Boards follow their votes: each is computed by a task of its own, and asked for once."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now

from chartbusters.challenges.models import Challenge
from chartbusters.leaderboard.facts import boards_stale
from chartbusters.leaderboard.models import Board
from chartbusters.leaderboard.services.boards import board_try

ASKED_SECONDS = 40  # after which a worker that was asked for a board is thought to have ended
SLOW_SECONDS = 10  # a board that took longer never holds the last worker


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
    stale = boards_stale()
    if not stale:
        return []
    for challenge in stale:
        Board.objects.get_or_create(challenge_id=challenge)
    with transaction.atomic():
        # Two that look at once would both ask: the second waits here.
        boards = Board.objects.filter(Q(pk__in=stale) | Q(asked_at__isnull=False))
        locked = boards.select_for_update().order_by("pk").annotate(now=Now())
        free = _free(sorted(locked, key=lambda board: (board.seconds, board.pk)), stale)
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
        return bool(found and board_try(found))
    finally:
        _let_go(challenge)


def _let_go(challenge: int) -> None:
    Board.objects.filter(pk=challenge).update(asked_at=None)
