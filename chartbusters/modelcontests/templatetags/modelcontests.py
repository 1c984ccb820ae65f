"""What templates ask about models that compete: the title of a technique, and the model behind an
entry."""

from typing import Any

from django import template

from chartbusters.challenges.models import Entry, Kind
from chartbusters.modelcontests.selectors import entrant_of
from generation.techniques import TECHNIQUES

register = template.Library()


@register.filter
def technique(name: str) -> str:
    """In words."""
    return TECHNIQUES[name].title if name in TECHNIQUES else name


@register.inclusion_tag("modelcontests/_behind_entry.html")
def model_behind(challenge: Any, entry: Entry, told: bool) -> dict[str, Any]:
    """On a page that whoever sees it may know whose the entry is."""
    models = challenge.kind == Kind.MODELS
    entrant = entrant_of(entry=entry) if models else None
    return {"challenge": challenge, "entrant": entrant, "told": told}
