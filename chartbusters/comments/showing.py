"""Comments as pages draw them: who said what when, and in which colour."""

from typing import Any, NamedTuple

from django.utils.safestring import SafeString

from chartbusters.comments.clock import clock_text
from chartbusters.comments.models import Comment
from chartbusters.comments.naming import linked
from chartbusters.comments.places import place_of
from chartbusters.comments.selectors import stands_on_first_page

HUES = 7  # colours that the style sheet has for avatars
NOBODY = "Somebody"


class Row(NamedTuple):
    """One comment, or what is left of it where others have answered."""

    comment: Comment
    name: str
    initial: str
    hue: int
    clock: str
    words: SafeString


def row_of(comment: Comment) -> Row:
    name, initial, hue = face_of(comment.writer)
    words = SafeString("") if comment.gone else linked(comment.words, comment.named.split())
    return Row(comment, name, initial, hue, clock_text(comment.at_ms), words)


def face_of(person: Any | None) -> tuple[str, str, int]:
    """Name, first letter and colour; they say nothing of a row whose writer has gone."""
    if person is None:
        return NOBODY, "–", 0
    name = person.shown_name
    return name, name[:1].upper(), sum(person.username.encode()) % HUES + 1


def address_of(comment: Comment) -> str:
    """Where it stands on the page of its song."""
    page = comment.discussion.song.get_absolute_url()
    begin = "" if stands_on_first_page(comment=comment) else f"?comments={place_of(comment)}"
    return f"{page}{begin}#comment-{comment.pk}"
