"""Boards are sealed: when a day is over, when they freeze, when voting is over, and at every change
after that."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Now, TruncDay

from chartbusters.challenges.models import OVER, BoardShows, Challenge, Phase
from chartbusters.challenges.selectors import board_state
from chartbusters.leaderboard.chain import digest_of, rows_of
from chartbusters.leaderboard.computing import rows_digest
from chartbusters.leaderboard.facts import boards_stale
from chartbusters.leaderboard.models import Audience, Board, BoardSnapshot, Occasion, RatingRun


def snapshot_seal(*, challenge: Any, run: RatingRun, occasion: Occasion) -> BoardSnapshot:
    """Seals what a board says; `challenge` carries its phase. The caller holds the challenge's row
    in `Board`, so that two never take one number."""
    before = BoardSnapshot.objects.filter(challenge=challenge.pk).order_by("-number").first()
    state = board_state(challenge=challenge)
    # What is decided is told one day, and until then by `history.snapshots_told` to nobody.
    open_to_all = state.live or occasion in (Occasion.FROZEN, Occasion.CLOSED)
    snapshot = BoardSnapshot(
        challenge_id=challenge.pk,
        number=before.number + 1 if before else 1,
        audience=Audience.PUBLIC if open_to_all else Audience.STAFF,
        occasion=occasion,
        run=run,
        sealed_at=challenge.now,
        before=before.digest if before else "",
    )
    snapshot.digest = digest_of(snapshot, run.rows_digest or rows_digest(rows_of(run)))
    snapshot.save(force_insert=True)
    return snapshot


def change_seal(*, challenge: Challenge, run: RatingRun) -> None:
    """Seals a board that has just been shown, if voting is over: what is decided does not change
    without a trace. While its result is held back a change waits for the telling, as the chain is
    read by everybody."""
    phased = Challenge.objects.with_phase().get(pk=challenge.pk)
    if phased.phase not in OVER:
        return
    sealed = BoardSnapshot.objects.filter(challenge=challenge).order_by("-number").first()
    decided = sealed is not None and sealed.sealed_at >= phased.voting_closes_at
    if sealed is None or not decided:
        snapshot_seal(challenge=phased, run=run, occasion=Occasion.CLOSED)
    elif sealed.run_id != run.pk and phased.phase == Phase.CLOSED:
        snapshot_seal(challenge=phased, run=run, occasion=Occasion.CHANGED)


def boards_seal() -> int:
    """Seals every board that is due by the clock; returns how many."""
    return sum(map(_sealed, _due()))


def _due() -> list[int]:
    """Challenges of which something may be due: those that vote, or are decided and not sealed."""
    sealed = BoardSnapshot.objects.filter(challenge=OuterRef("pk"))
    boards = Challenge.objects.published().filter(board__run__isnull=False)
    voting = Q(entries_close_at__lte=Now(), voting_closes_at__gt=Now())
    ended = sealed.filter(sealed_at__gte=OuterRef("voting_closes_at"))
    decided = Q(voting_closes_at__lte=Now()) & ~Exists(ended)
    # what has changed while the result was held back
    changed = Q(told_at__lte=Now()) & ~Exists(ended.filter(run=OuterRef("board__run")))
    today = Exists(sealed.filter(sealed_at__gte=TruncDay(Now())))
    freezes = Q(board_shows=BoardShows.FROZEN, freezes_at__lte=Now()) & ~Exists(_frozen(sealed))
    due = boards.filter(decided | changed | (voting & (~today | freezes)))
    return list(due.values_list("pk", flat=True))


def _frozen(sealed: QuerySet[BoardSnapshot]) -> QuerySet[BoardSnapshot]:
    """Of the freeze that is set now; one that was moved is another."""
    return sealed.filter(occasion=Occasion.FROZEN, sealed_at__gte=F("challenge__freezes_at"))


def _sealed(pk: int) -> bool:
    with transaction.atomic():
        # Whoever shows a board holds it too: nothing changes between looking and sealing.
        board = Board.objects.select_for_update().filter(challenge=pk).first()
        challenge = Challenge.objects.with_phase().filter(pk=pk).first()
        if board is None or board.run is None or challenge is None or pk not in _due():
            return False
        if challenge.phase in OVER:
            if pk in boards_stale():
                return False  # it is sealed when it knows of the last vote
            change_seal(challenge=challenge, run=board.run)
            return True
        run, occasion = _of_the_hour(challenge, board.run)
        snapshot_seal(challenge=challenge, run=run, occasion=occasion)
    return True


def _of_the_hour(challenge: Any, run: RatingRun) -> tuple[RatingRun, Occasion]:
    """What a board that votes still run on is sealed as: frozen once, then day by day."""
    frozen_at: datetime | None = board_state(challenge=challenge).until
    mine = BoardSnapshot.objects.filter(challenge=challenge.pk)
    if frozen_at is None or _frozen(mine).exists():
        return run, Occasion.DAY
    last = RatingRun.objects.filter(challenge=challenge.pk, created_at__lte=frozen_at)
    return last.order_by("-created_at", "-pk").first() or run, Occasion.FROZEN
