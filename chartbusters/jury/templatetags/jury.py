"""What pages of an entry tell of its jury."""

from typing import Any

from django import template

from chartbusters.challenges.models import Entry
from chartbusters.jury import selectors

register = template.Library()


@register.inclusion_tag("jury/_comments.html", takes_context=True)
def jury_comments(context: dict[str, Any], entry: Entry) -> dict[str, Any]:
    """What jurors wrote on an entry, for its maker alone and once voting is over."""
    viewer = getattr(context.get("request"), "user", None)
    return {"comments": selectors.comments_for(entry=entry, viewer=viewer)}
