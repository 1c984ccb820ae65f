"""Comments on the page of their song."""

from typing import Any

from django import template
from django.contrib.auth.models import AnonymousUser
from django.template import Context

from chartbusters.comments import selectors
from chartbusters.comments.models import LONGEST_WORDS, State
from chartbusters.comments.places import START, Place, place_read
from chartbusters.comments.showing import row_of
from chartbusters.compositions.models import Composition
from chartbusters.following.selectors import blocks_between
from chartbusters.web.errors import Refusal
from generation.rights import HIDE_COMMENT, has_right

register = template.Library()


@register.inclusion_tag("comments/_panel.html", takes_context=True)
def comments_panel(context: Context, song: Composition) -> dict[str, Any]:
    """All of it: form, list, and what its maker decides. For a song that everybody may hear."""
    request = context["request"]
    viewer: Any = getattr(request, "user", AnonymousUser())
    discussion = selectors.discussion_of(song=song.pk)
    begin = _begin(request.GET.get("comments"))
    shown = discussion.state != State.OFF and discussion.count
    found = selectors.comments_page(song=song.pk, viewer=viewer, begin=begin) if shown else None
    return {
        "song": song,
        "user": viewer,
        "csrf_token": context.get("csrf_token"),
        "mine": viewer.pk == song.owner_id,
        "discussion": discussion,
        "off": discussion.state == State.OFF,
        "may_write": _may_write(viewer, song, discussion.state),
        "states": State.choices,
        "rows": [row_of(one) for one in found.comments] if found else [],
        "more": found and found.more,
        "begun": begin == START,
        "removed": _removed(viewer, song),
        "moderates": viewer.is_authenticated and has_right(viewer, HIDE_COMMENT),
        "longest": LONGEST_WORDS,
    }


def _begin(text: str | None) -> Place:
    try:
        return place_read(text)
    except Refusal:
        return START


def _may_write(viewer: Any, song: Composition, state: str) -> bool:
    """The service asks again, and of all that it asks."""
    if not viewer.is_authenticated or state != State.OPEN:
        return False
    return viewer.pk == song.owner_id or not blocks_between(one=viewer.pk, other=song.owner_id)


def _removed(viewer: Any, song: Composition) -> Any:
    if not viewer.is_authenticated:
        return None
    found = selectors.removed_lately(song=song, person=viewer)
    return found and row_of(found)
