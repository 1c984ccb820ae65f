"""What pages of entries and boards tell of a jury."""

from typing import Any

from django import template

from chartbusters.challenges.models import Entry
from chartbusters.jury import selectors
from chartbusters.jury.rounds.selectors import round_told

register = template.Library()


@register.inclusion_tag("jury/_round_link.html")
def jury_final_round(challenge: Any) -> dict[str, Any]:
    """The way to what a final round has decided, where one has; `challenge` may be a row."""
    return {"challenge": challenge, "round": round_told(challenge=challenge)}


@register.inclusion_tag("jury/_comments.html", takes_context=True)
def jury_comments(context: dict[str, Any], entry: Entry) -> dict[str, Any]:
    """What jurors wrote on an entry, for its maker alone and once voting is over."""
    viewer = getattr(context.get("request"), "user", None)
    return {"comments": selectors.comments_for(entry=entry, viewer=viewer)}
