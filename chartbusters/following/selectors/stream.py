"""The stream of a person: what those whom they follow show and pass on, the newest first.

It is put together when it is read. Of each whom one follows only the newest post is looked up, by
an index; those with the newest ones are all that a page can be made of, and of each of these a
page's length at most is read. So a page costs the same whoever posted how much.
"""

# ruff: noqa: S608  (SQL is put together from our own table's name; values are parameters)

from datetime import datetime
from itertools import chain
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Exists, F, OuterRef, QuerySet, Subquery

from chartbusters.accounts.models import User
from chartbusters.discovery.selectors import AT_ONCE, songs_heard
from chartbusters.discovery.songs import Song
from chartbusters.following.models import Follow, Mute, Post
from chartbusters.following.selectors.blocks import hidden_from
from chartbusters.following.selectors.follows import NOBODY
from chartbusters.web.prepared_queries import Prepared

SIZE = 20  # songs of a page
ROUNDS = 5  # of AT_ONCE posts, looked through for one page: many may be silent
LAST = (1 << 63) - 1  # before which every post stands


class Passing(NamedTuple):
    """One post, with who made it."""

    key: int
    listing: int
    reposted: bool
    at: datetime
    username: str
    display_name: str

    @property
    def name(self) -> str:
        return self.display_name or self.username


class Item(NamedTuple):
    """A song in a stream, and the post that brought it."""

    song: Song
    post: Passing


class StreamPage(NamedTuple):
    """One page, and the key before which the next one begins; 0 where there is none."""

    items: list[Item]
    more: int = 0


def stream_page(*, person: User, before: int = 0, size: int = SIZE) -> StreamPage:
    """A song that several bring stands once on a page. Looks at a bounded number of posts: where
    very many are silent a page may be short and go on."""
    items: dict[int, Item] = {}
    last = before or LAST
    for _ in range(ROUNDS):
        posts = _posts(person.pk, last)
        for item in _heard(person, posts):
            items.setdefault(item.song.key, item)
        if len(items) > size:
            shown = list(items.values())[:size]
            return StreamPage(shown, shown[-1].post.key)
        if len(posts) < AT_ONCE:
            return StreamPage(list(items.values()))
        last = posts[-1].key
    return StreamPage(list(items.values()), last)


def _heard(person: User, posts: list[Passing]) -> list[Item]:
    """Those of songs that everybody may hear now, of makers whom this person wants to see."""
    if not posts:
        return []
    keys = [post.listing for post in posts]
    songs = {song.key: song for song in songs_heard(keys=keys)}
    hidden = hidden_from(person=person.pk)
    names = set(User.objects.filter(pk__in=hidden).values_list("username", flat=True))
    found = [Item(songs[post.listing], post) for post in posts if post.listing in songs]
    return [item for item in found if item.song.username not in names]


def _posts(person: int, before: int) -> list[Passing]:
    """The newest posts of those whom a person follows, AT_ONCE at most."""
    newest = [one for one, last in _NEWEST.tuples(person, before) if last]
    keys = _merged(newest, before)
    rows = Post.objects.filter(pk__in=keys).order_by("-pk")
    told = ["pk", "listing", "reposted", "created_at", "person__username", "person__display_name"]
    return [Passing(*row) for row in rows.values_list(*told)]


def _newest(person: int, before: int) -> QuerySet[Follow, Any]:
    """Those with the newest posts: whoever is not among them has none that is among the newest."""
    muted = Mute.objects.filter(muter=person, muted=OuterRef("followed"))
    posts = Post.objects.filter(person=OuterRef("followed"), pk__lt=before).order_by("-pk")
    theirs = Follow.objects.filter(~Exists(muted), follower=person, followed__is_active=True)
    theirs = theirs.annotate(last=Subquery(posts.values("pk")[:1]))
    order = F("last").desc(nulls_last=True)
    return theirs.order_by(order).values_list("followed", "last")[:AT_ONCE]


_NEWEST = Prepared(_newest, NOBODY, NOBODY + 1)


def _merged(people: list[int], before: int) -> list[int]:
    """Keys of the newest posts of a few people."""
    if not people:
        return []
    table = Post._meta.db_table
    one = (
        f"SELECT id FROM (SELECT id FROM {table} WHERE person_id = %s AND id < %s"
        f" ORDER BY id DESC LIMIT {AT_ONCE}) AS part"
    )
    several = " UNION ALL ".join([one] * len(people))
    values = list(chain.from_iterable((each, before) for each in people))
    with connection.cursor() as cursor:
        cursor.execute(f"{several} ORDER BY id DESC LIMIT {AT_ONCE}", values)
        return [key for (key,) in cursor.fetchall()]
