"""Where a page of comments begins: a place in the order of time, as addresses carry it."""

import re
from typing import NamedTuple

from chartbusters.comments.models import Comment
from chartbusters.web.errors import Refusal

WRITTEN = re.compile(r"(\d{1,8})-(\d{1,18})-(\d{1,18})", re.ASCII)


class Place(NamedTuple):
    """Comments stand by their moments, replies below what they answer, in the order in which they
    came."""

    at_ms: int
    thread: int
    key: int

    def __str__(self) -> str:
        return "-".join(map(str, self))


START = Place(0, 0, 0)


def place_of(comment: Comment) -> Place:
    return Place(comment.at_ms, comment.thread, comment.pk)


def place_read(text: str | None) -> Place:
    """Nothing is the beginning. Raises `Refusal`."""
    if not text:
        return START
    found = WRITTEN.fullmatch(text)
    if found is None:
        message = "Comments have no such place. Follow the addresses that pages give."
        raise Refusal("invalid", message, field="from")
    return Place(*map(int, found.groups()))
