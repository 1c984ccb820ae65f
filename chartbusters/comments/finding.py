"""What an address of comments means, for whoever asks: only what they may see, so that asking tells
nothing."""

from typing import TypeVar
from uuid import UUID

from django.http import Http404

from chartbusters.accounts.models import User
from chartbusters.comments import selectors
from chartbusters.comments.models import Comment
from chartbusters.compositions.models import Composition
from chartbusters.compositions.selectors import compositions_of

Row = TypeVar("Row")


def song_here(*, pk: UUID) -> Composition:
    return _there(selectors.song_heard(pk=pk))


def song_mine(*, pk: UUID, owner: User) -> Composition:
    """Also while nobody else hears it."""
    return _there(compositions_of(owner=owner).filter(pk=pk).first())


def comment_here(*, pk: int, viewer: selectors.Anyone) -> Comment:
    return _there(selectors.comment_found(pk=pk, viewer=viewer))


def comment_mine(*, pk: int, person: User) -> Comment:
    """One that this person may remove and bring back: their own, or on a song of theirs; gone or
    not."""
    return _there(selectors.comments_in_hand(person=person).filter(pk=pk).first())


def _there(row: Row | None) -> Row:
    if row is None:
        raise Http404
    return row
