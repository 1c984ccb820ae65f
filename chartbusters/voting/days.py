"""How many votes came on each day that is past: counted once a day is over, so that telling it
tells nothing of today."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count, Max, QuerySet
from django.db.models.functions import Now, TruncDate

from chartbusters.challenges.models import Challenge
from chartbusters.voting.models import Vote, VotesOfDay
from chartbusters.web.prepared_queries import Prepared

# A vote is cast when its transaction finds it in time, and seen when that ends.
LATE = timedelta(minutes=5)
AFTERWARDS = timedelta(days=2)  # for which challenges that are over are looked at


def days_told(*, challenge: Any) -> tuple[tuple[date, int], ...]:
    """Days (UTC) with the number of votes that came on them, the first day first; today's are not
    among them."""
    return tuple(_DAYS.tuples(challenge.pk))


def _days(challenge: int) -> QuerySet[VotesOfDay, Any]:
    return (
        VotesOfDay.objects.filter(challenge=challenge).order_by("day").values_list("day", "votes")
    )


_DAYS = Prepared(_days, 4_611_686_018)


def days_count() -> int:
    """Counts the days that are over, of every challenge in which people vote or have just voted;
    returns how many days."""
    voting = Challenge.objects.filter(
        entries_close_at__lte=Now(), voting_closes_at__gt=Now() - AFTERWARDS
    )
    known: Any = voting.annotate(moment=Now() - LATE, counted=Max("votes_of_days__day"))
    return sum(
        _counted(challenge, challenge.counted, challenge.moment.date() - timedelta(days=1))
        for challenge in known.order_by("pk")
    )


def _counted(challenge: Challenge, counted: date | None, yesterday: date) -> int:
    first = counted + timedelta(days=1) if counted else challenge.entries_close_at.date()
    last = min(yesterday, challenge.voting_closes_at.date())
    if first > last:
        return 0
    votes = Vote.objects.filter(challenge=challenge, undo=None).annotate(day=TruncDate("cast_at"))
    found = votes.filter(day__gte=first, day__lte=last).order_by().values("day")
    counts = dict(found.annotate(count=Count("pk")).values_list("day", "count"))
    days = [first + timedelta(days=place) for place in range((last - first).days + 1)]
    rows = [VotesOfDay(challenge=challenge, day=day, votes=counts.get(day, 0)) for day in days]
    with transaction.atomic():
        # Another worker may have counted the same: a day that is over has one number.
        VotesOfDay.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)
