"""The tabs above a page of the desk, for templates of the rooms that have one."""

from typing import Any

from django import template

from chartbusters.challenges.organisers import rights_of
from chartbusters.desk.tabs import tabs_grouped

register = template.Library()


@register.inclusion_tag("desk/_tabs.html", takes_context=True)
def desk_tabs(context: dict[str, Any], current: str) -> dict[str, Any]:
    """Where the view has looked the rights up, they are not asked for again."""
    challenge = context["challenge"]
    rights = context.get("rights")
    if rights is None:
        rights = rights_of(person=context["request"].user, challenge=challenge)
    return {
        "challenge": challenge,
        "current": current,
        "groups": tabs_grouped(rights=rights, current=current),
    }
