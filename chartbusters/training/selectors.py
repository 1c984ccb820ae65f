"""What the front page of training shows: one's own runs and data, and what others let be seen."""

from django.db.models import QuerySet

from chartbusters.accounts.models import User
from generation.models import TrainingRun, Visibility

SHOWN = 12  # of each list


def runs_of(*, owner: User) -> QuerySet[TrainingRun]:
    """The newest first."""
    mine = TrainingRun.objects.filter(owner=owner).select_related("dataset")
    return mine.order_by("-created_at", "pk")[:SHOWN]


def runs_published() -> QuerySet[TrainingRun]:
    """Those that an organiser shows to everybody, the newest first."""
    shown = TrainingRun.objects.filter(visibility=Visibility.PUBLISHED).select_related("owner")
    return shown.order_by("-created_at", "pk")[:SHOWN]
