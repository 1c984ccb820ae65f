"""The bell in the masthead: how many notices a person has not read."""

from typing import Any

from django import template

from chartbusters.notices.selectors import MOST_COUNTED, unread_count

register = template.Library()


@register.inclusion_tag("notices/_bell.html", takes_context=True)
def bell(context: dict[str, Any]) -> dict[str, Any]:
    """Asks the database once, and for people only."""
    count = unread_count(person=context["user"])
    shown = f"{MOST_COUNTED - 1}+" if count >= MOST_COUNTED else str(count)
    return {"count": count, "shown": shown}
