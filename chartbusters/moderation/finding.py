"""Finding what somebody reports: only what they can see, so that asking tells nothing."""

from typing import TypeVar
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.http import Http404

from chartbusters.accounts.models import User
from chartbusters.accounts.selectors import person_by_name
from chartbusters.challenges.models import Entry
from chartbusters.comments import selectors as comments
from chartbusters.comments.models import Comment
from chartbusters.compositions.models import Composition
from chartbusters.compositions.selectors import compositions_visible
from chartbusters.voting.models import Ballot
from chartbusters.voting.selectors import ballots_of

Row = TypeVar("Row")


def song_found(*, pk: UUID) -> Composition:
    """A song that everybody may hear now: neither private nor silent."""
    seen = compositions_visible(user=AnonymousUser()).select_related("owner")
    return _there(seen.filter(pk=pk).first())


def person_found(*, username: str) -> User:
    return _there(person_by_name(username=username))


def entry_found(*, slug: str, number: int) -> Entry:
    """A standing entry of a published challenge."""
    standing = Entry.objects.filter(withdrawn_at=None, challenge__published=True)
    found = standing.filter(challenge__slug=slug, number=number)
    return _there(found.select_related("challenge").first())


def comment_found(*, pk: int) -> Comment:
    """One that everybody may read now."""
    return _there(comments.comment_found(pk=pk, viewer=AnonymousUser()))


def ballot_found(*, pk: UUID, voter: User) -> Ballot:
    """A ballot of the reporter's own."""
    mine = ballots_of(voter=voter).select_related("challenge", "entry_a", "entry_b")
    return _there(mine.filter(pk=pk).first())


def _there(row: Row | None) -> Row:
    if row is None:
        raise Http404
    return row
