"""Rows are held in one order everywhere, so that nobody waits in a circle: people, then what is
said under a song, then single comments. The row of a discussion is held by whatever changes how
many comments it has."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from chartbusters.accounts.models import User
from chartbusters.comments.models import Comment, Discussion
from chartbusters.web.errors import still_there


def writer_held(by: User) -> User:
    """Whoever leaves the site holds this row too: what they wrote is found and taken along."""
    there = User.objects.select_for_update(no_key=True).filter(pk=by.pk, is_active=True)
    return still_there(there.first())


def discussion_held(song: UUID) -> Discussion:
    """Made where nothing was said before; of two who begin at once the second finds the first's."""
    Discussion.objects.get_or_create(song_id=song)
    held = Discussion.objects.select_for_update(no_key=True).filter(pk=song)
    return still_there(held.first())


def discussions_held(songs: Iterable[Any]) -> None:
    wanted = Discussion.objects.filter(pk__in=songs).order_by("pk")
    list(wanted.select_for_update(no_key=True).values_list("pk"))


def comment_held(comment: Comment) -> Comment:
    """As it is now; what is said under its song is held first."""
    discussion_held(comment.discussion_id)
    held = Comment.objects.select_for_update(no_key=True).filter(pk=comment.pk)
    return still_there(held.first())
