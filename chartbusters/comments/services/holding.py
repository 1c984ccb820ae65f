"""Rows are held in one order everywhere, so that nobody waits in a circle: people, then what is
said under a song, then single comments. The row of a discussion is held by whatever changes how
many comments it has."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from chartbusters.accounts.models import User
from chartbusters.comments.models import Comment, Discussion
from chartbusters.compositions.models import Composition
from chartbusters.web.errors import still_there


def people_held(*, by: User, named: Iterable[User] = ()) -> tuple[User, list[User]]:
    """Whoever writes, and those whom they name, as they are now: whoever leaves the site holds this
    row too, so that what they wrote, and what was said of them, is found and taken along."""
    keys = {by.pk, *(person.pk for person in named)}
    rows = User.objects.select_for_update(no_key=True).filter(pk__in=keys, is_active=True)
    held = {person.pk: person for person in rows.order_by("pk")}
    return still_there(held.get(by.pk)), [held[one.pk] for one in named if one.pk in held]


def discussion_held(song: UUID) -> Discussion:
    """Made where nothing was said before; of two who begin at once the second finds the first's."""
    Discussion.objects.get_or_create(song_id=song)
    held = Discussion.objects.select_for_update(no_key=True).filter(pk=song)
    return still_there(held.first())


def discussions_held(songs: Iterable[Any]) -> None:
    wanted = Discussion.objects.filter(pk__in=songs).order_by("pk")
    list(wanted.select_for_update(no_key=True).values_list("pk"))


def discussions_end(songs: QuerySet[Composition]) -> None:
    """Songs go with what is said of them: nobody adds to that from here on, and who was adding has
    ended."""
    wanted = Discussion.objects.filter(pk__in=songs.values("pk")).order_by("pk")
    list(wanted.select_for_update().values_list("pk"))


def comment_held(comment: Comment) -> Comment:
    """As it is now; what is said under its song is held first."""
    discussion_held(comment.discussion_id)
    held = Comment.objects.select_for_update(no_key=True).filter(pk=comment.pk)
    return still_there(held.first())
