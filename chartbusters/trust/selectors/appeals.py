"""What somebody is told whose votes were voided, and what they asked."""

from typing import Any

from django.db.models import Count, Max, QuerySet

from chartbusters.accounts.models import User
from chartbusters.challenges.models import Challenge
from chartbusters.trust.models import Appeal
from chartbusters.voting.selectors import voids_in_force


def voids_told(*, person: User) -> list[dict[str, Any]]:
    """Challenges in which votes of this person are void: how many, since when, and the reasons."""
    mine = voids_in_force().filter(vote__ballot__voter=person).order_by()
    rows = mine.values("vote__challenge").annotate(count=Count("pk"), since=Max("created_at"))
    found = Challenge.objects.in_bulk([row["vote__challenge"] for row in rows])
    return [
        {
            "challenge": found[row["vote__challenge"]],
            "count": row["count"],
            "since": row["since"],
            "reasons": _reasons(mine, row["vote__challenge"]),
        }
        for row in rows
    ]


def _reasons(mine: QuerySet[Any, Any], challenge: int) -> list[str]:
    here = mine.filter(vote__challenge=challenge)
    return sorted(set(here.values_list("reason", flat=True)))


def appeals_of(*, person: User) -> QuerySet[Appeal]:
    """What this person has asked, the newest first."""
    return Appeal.objects.filter(person=person).select_related("challenge").order_by("-pk")


def appeal_open(*, challenge: Challenge, person: User) -> Appeal | None:
    """The question that waits for an answer."""
    return Appeal.objects.filter(challenge=challenge, person=person, answered_at=None).first()


def appeals_waiting(*, challenge: Challenge) -> QuerySet[Appeal]:
    """Those that staff have not answered yet, the oldest first, and then the others."""
    found = Appeal.objects.filter(challenge=challenge).select_related("person", "answered_by")
    return found.order_by("answered_at", "pk")
