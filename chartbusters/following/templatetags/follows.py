"""People in lists, the button that follows one, and numbers of crowds."""

from typing import Any

from django import template

from chartbusters.accounts.models import User
from chartbusters.compositions.models import Composition
from chartbusters.following.selectors import MOST_COUNTED, reposts, reposts_count, ties_of

register = template.Library()
HUES = 7  # colours that the style sheet has for avatars


@register.filter
def hue(person: User) -> int:
    """The same for a person everywhere."""
    return sum(person.username.encode()) % HUES + 1


@register.filter
def crowd(number: int) -> str:
    """A number of people, which is counted only so far."""
    return f"{MOST_COUNTED:,}+" if number > MOST_COUNTED else f"{number:,}"


@register.inclusion_tag("following/_button.html", takes_context=True)
def follow_button(context: dict[str, Any], person: User) -> dict[str, Any]:
    """Follows a person, or lets go; nothing for oneself. Asks the database once, and for people who
    are signed in only."""
    viewer, request = context["user"], context["request"]
    return {
        "person": person,
        "viewer": viewer,
        "mine": viewer.pk == person.pk,
        "ties": ties_of(viewer=viewer, person=person),
        "here": request.path,
        "csrf_token": None if context.get("shared") else context.get("csrf_token"),
    }


@register.inclusion_tag("following/_repost.html", takes_context=True)
def repost_button(context: dict[str, Any], song: Composition) -> dict[str, Any]:
    """Passes a song on, and by how many it is passed on."""
    viewer = context["user"]
    return {
        "song": song,
        "viewer": viewer,
        "mine": viewer.pk == song.owner_id,
        "count": reposts_count(composition=song.pk),
        "reposts": viewer.is_authenticated and reposts(person=viewer, composition=song.pk),
        "csrf_token": None if context.get("shared") else context.get("csrf_token"),
    }
