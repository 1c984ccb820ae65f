"""What staff have said of voters, and what it says now."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from chartbusters.challenges.models import Challenge
from chartbusters.trust.models import Decision, Verdict, WeighingRun


def decisions_of(*, challenge: Challenge) -> QuerySet[Decision]:
    """Every word, the newest first."""
    found = Decision.objects.filter(challenge=challenge).select_related("voter", "by")
    return found.order_by("-pk")


def verdicts_in_force(*, challenge: Challenge) -> dict[int, Verdict]:
    """The last word on each voter (by key) of whom there is one. A void that was taken back leaves
    what the tests say."""
    words = Decision.objects.filter(challenge=challenge).order_by("pk")
    last = dict(words.values_list("voter", "verdict"))
    passing = (Verdict.AUTOMATIC, Verdict.RESTORE)
    return {pk: Verdict(word) for pk, word in last.items() if word not in passing}


def revisions_of(*, challenges: Iterable[Any]) -> dict[int, int]:
    """How often weights of these challenges were moved by something else than votes. It only
    rises: a board that knows of less is to be computed anew."""
    runs = WeighingRun.objects.filter(challenge__in=challenges, revision__gt=0)
    return dict(runs.values_list("challenge", "revision"))
