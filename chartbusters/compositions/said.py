"""What a maker may say of a song, cleaned: its title, its tags, and how machines helped."""

from collections.abc import Callable

from chartbusters.compositions.models import (
    LONGEST_NOTE,
    LONGEST_TAG,
    LONGEST_TAGS,
    LONGEST_TITLE,
    MOST_TAGS,
)
from chartbusters.web.errors import Refusal
from chartbusters.web.wording import fitting_line, fitting_prose


def title_said(title: str) -> str:
    return fitting_line(title, most=LONGEST_TITLE, field="title") or "Untitled"


def note_said(note: str) -> str:
    return fitting_prose(note, most=LONGEST_NOTE, field="process_note")


def tags_said(tags: str) -> str:
    """A line of tags with commas between them, each once. Raises `Refusal`."""
    line = fitting_line(tags, most=2 * LONGEST_TAGS, field="tags")
    each: dict[str, str] = {}
    for tag in filter(None, map(str.strip, line.split(","))):
        each.setdefault(tag.casefold(), tag)
    if len(each) > MOST_TAGS or not all(map(_is_tag, each.values())):
        message = (
            f"A song has {MOST_TAGS} tags at most, with commas between them, each of letters or "
            f"digits and {LONGEST_TAG} characters at most. Nothing was changed."
        )
        raise Refusal("invalid", message, field="tags")
    return ", ".join(each.values())


def _is_tag(text: str) -> bool:
    return len(text) <= LONGEST_TAG and any(map(str.isalnum, text))


SAID: dict[str, Callable[[str], str]] = {
    "title": title_said,
    "process_note": note_said,
    "tags": tags_said,
}
