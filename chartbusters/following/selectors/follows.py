"""Who follows whom: numbers, lists in pages, and how one person stands to another."""

from typing import Any, NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, QuerySet

from chartbusters.accounts.models import User
from chartbusters.following.models import Block, Follow, Mute
from chartbusters.web.prepared_queries import Prepared

Anyone = User | AnonymousUser
SIZE = 50  # people of a page
MOST_COUNTED = 10_000  # pages say "10,000+" beyond: a crowd is counted no further
NOBODY = 4_611_686_018  # a key that no person has


class Ties(NamedTuple):
    """How a viewer stands to a person."""

    follows: bool = False
    blocks: bool = False
    mutes: bool = False


class PeoplePage(NamedTuple):
    """People, and the key before which the next page begins; 0 where there is none."""

    people: list[Any]
    more: int = 0


def ties_of(*, viewer: Anyone, person: User) -> Ties:
    """One query; none for who is not signed in, or looks at themselves."""
    if not viewer.is_authenticated or viewer.pk == person.pk:
        return Ties()
    follows = Follow.objects.filter(follower=viewer.pk, followed=OuterRef("pk"))
    blocks = Block.objects.filter(blocker=viewer.pk, blocked=OuterRef("pk"))
    mutes = Mute.objects.filter(muter=viewer.pk, muted=OuterRef("pk"))
    told = User.objects.filter(pk=person.pk)
    row = told.values_list(Exists(follows), Exists(blocks), Exists(mutes)).first()
    return Ties(*row) if row else Ties()


def followers_count(*, person: int) -> int:
    """How many follow a person, up to MOST_COUNTED + 1."""
    return _counted(_FOLLOWERS_COUNT, person)


def following_count(*, person: int) -> int:
    """How many a person follows."""
    return _counted(_FOLLOWING_COUNT, person)


def _counted(query: Prepared, person: int) -> int:
    return len(query.tuples(person))


def _followers(person: int) -> QuerySet[Follow, Any]:
    here = Follow.objects.filter(followed=person, follower__is_active=True)
    return here.order_by().values_list("pk")[: MOST_COUNTED + 1]


def _following(person: int) -> QuerySet[Follow, Any]:
    here = Follow.objects.filter(follower=person, followed__is_active=True)
    return here.order_by().values_list("pk")[: MOST_COUNTED + 1]


_FOLLOWERS_COUNT, _FOLLOWING_COUNT = (Prepared(one, NOBODY) for one in (_followers, _following))


def followers_page(*, person: User, before: int = 0, size: int = SIZE) -> PeoplePage:
    """Who follows a person, who came last first."""
    rows = Follow.objects.filter(followed=person, follower__is_active=True)
    return _page(rows, "follower", before, size)


def following_page(*, person: User, before: int = 0, size: int = SIZE) -> PeoplePage:
    """Whom a person follows, who came last first."""
    rows = Follow.objects.filter(follower=person, followed__is_active=True)
    return _page(rows, "followed", before, size)


def _page(rows: QuerySet[Follow], end: str, before: int, size: int) -> PeoplePage:
    rows = rows.filter(pk__lt=before) if before else rows
    found = list(rows.select_related(end).order_by("-pk")[: size + 1])
    shown = found[:size]
    more = shown[-1].pk if len(found) > size else 0
    return PeoplePage([getattr(row, end) for row in shown], more)
