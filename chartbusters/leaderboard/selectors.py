"""Which computations of boards are kept; what boards show stands in `showing.py`, which are stale
in `facts.py`."""

from django.conf import settings
from django.db.models import Count, QuerySet, Subquery

from chartbusters.challenges.models import Challenge
from chartbusters.leaderboard.models import Board, BoardSnapshot, RatingRun


def board_get(*, challenge: Challenge) -> Board | None:
    return Board.objects.filter(challenge=challenge).select_related("run").first()


def challenges_with_many_runs() -> QuerySet[Challenge]:
    """Challenges of which more computations are stored than the newest that are kept."""
    counted = RatingRun.objects.values("challenge").annotate(count=Count("pk"))
    many = counted.filter(count__gt=settings.LEADERBOARD_RUNS_KEPT)
    return Challenge.objects.filter(pk__in=many.values("challenge"))


def runs_kept(*, challenge: Challenge) -> set[int]:
    """The newest computations, the one that is shown, and those around the end of voting: the
    result as it was then; and the last one before the board freezes."""
    runs = RatingRun.objects.filter(challenge=challenge)
    freeze = Challenge.objects.filter(pk=challenge.pk).values("freezes_at")
    frozen = runs.filter(created_at__lte=Subquery(freeze)).order_by("-created_at", "-pk")[:1]
    end = Challenge.objects.filter(pk=challenge.pk).values("voting_closes_at")
    newest = runs.order_by("-pk")[: settings.LEADERBOARD_RUNS_KEPT]
    before = runs.filter(created_at__lt=Subquery(end)).order_by("-pk")[:1]
    after = runs.filter(created_at__gte=Subquery(end)).order_by("pk")[:1]
    shown = Board.objects.filter(challenge=challenge, run__isnull=False).values_list(
        "run_id", flat=True
    )
    kept = set(shown)
    sealed = BoardSnapshot.objects.filter(challenge=challenge)
    kept.update(sealed.values_list("run_id", flat=True))
    for some in (newest, before, after, frozen):
        kept.update(some.values_list("pk", flat=True))
    return kept


def runs_old(*, challenge: Challenge, most: int) -> list[int]:
    """Computations that need not be kept, the oldest first."""
    old = RatingRun.objects.filter(challenge=challenge).exclude(
        pk__in=runs_kept(challenge=challenge)
    )
    return list(old.order_by("pk").values_list("pk", flat=True)[:most])
