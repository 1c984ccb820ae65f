"""How final boards write a share, and who has a medal there."""

from django import template

from chartbusters.leaderboard.final.models import FinalStanding
from chartbusters.leaderboard.final.words import hundred as in_hundred
from chartbusters.ranking.medals import Medal, medal_of

register = template.Library()


@register.filter
def hundred(share: float | None) -> str:
    """A share as a figure of 100; a dash where there is none."""
    return "–" if share is None else in_hundred(share)


@register.filter
def percent(share: float) -> str:
    """The place of a share on a scale from 0 to 100."""
    return f"{100 * share:.2f}"


@register.filter
def medal(row: FinalStanding, ranked: int) -> Medal | None:
    """The medal of a row of a final board on which so many are ranked."""
    placed = row.final is not None and row.entry.compared_at is None
    return medal_of(worst=row.rank_high, entries=ranked) if placed else None
