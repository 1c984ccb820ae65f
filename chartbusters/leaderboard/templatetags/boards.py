"""The last decided board in small, for pages of rooms that may not know this one."""

from typing import Any

from django import template
from django.contrib.auth.models import AnonymousUser
from django.db.models.functions import Now

from chartbusters.challenges.selectors import challenges_listed
from chartbusters.leaderboard.selectors import board_view

register = template.Library()
PLACES = 3


@register.inclusion_tag("leaderboard/teaser.html")
def board_teaser() -> dict[str, Any]:
    """First places of the challenge that was decided last; nothing while there is none with enough votes."""
    challenge = challenges_listed().filter(voting_closes_at__lte=Now(), board__run__isnull=False).first()
    if challenge is None:
        return {}
    view = board_view(challenge=challenge, viewer=AnonymousUser())
    return {"challenge": challenge, "rows": view.rows[:PLACES], "votes": view.votes}
