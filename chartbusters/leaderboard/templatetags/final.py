"""How final boards write a share."""

from django import template

from chartbusters.leaderboard.final.words import hundred as in_hundred

register = template.Library()


@register.filter
def hundred(share: float | None) -> str:
    """A share as a figure of 100; a dash where there is none."""
    return "–" if share is None else in_hundred(share)
