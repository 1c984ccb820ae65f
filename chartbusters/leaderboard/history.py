"""Sealed boards as they may be told: what a board said at a moment, and the links of its chain."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from chartbusters.challenges.selectors import board_state
from chartbusters.leaderboard.models import Audience, BoardSnapshot, Occasion

LINK = ("number", "audience", "occasion", "sealed_at", "before", "digest")


def snapshots_told(*, challenge: Any) -> QuerySet[BoardSnapshot]:
    """Those that everybody may see of a challenge, which carries its phase and the time. What was
    public once is not told while all is hidden."""
    state = board_state(challenge=challenge)
    told = BoardSnapshot.objects.filter(challenge=challenge.pk, audience=Audience.PUBLIC)
    if state.hidden:
        return told.none()
    if state.until is None:
        return told
    # The freeze itself is sealed a moment later, by whoever looks at the clock.
    return told.filter(Q(sealed_at__lte=state.until) | Q(occasion=Occasion.FROZEN))


def snapshot_told(*, challenge: Any, at: datetime) -> BoardSnapshot | None:
    """What the board said at a moment: the newest that was sealed by then."""
    told = snapshots_told(challenge=challenge).filter(sealed_at__lte=at)
    return told.select_related("run").order_by("-number").first()


def links_told(*, challenge: Any) -> list[dict[str, Any]]:
    """Every link of the chain, that nobody can leave one out; of those for staff no more than
    that."""
    links = BoardSnapshot.objects.filter(challenge=challenge.pk).order_by("number")
    return [dict(zip(LINK, link, strict=True)) for link in links.values_list(*LINK)]
