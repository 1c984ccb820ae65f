"""Songs passed on: how often, by whom, and which by one person."""

from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from chartbusters.accounts.models import User
from chartbusters.discovery.selectors import songs_heard
from chartbusters.discovery.songs import Song
from chartbusters.following.models import Post
from chartbusters.following.selectors.follows import MOST_COUNTED, NOBODY
from chartbusters.web.prepared_queries import Prepared

Anyone = User | AnonymousUser
NO_SONG = UUID("00000000-0000-4000-8000-7265706f7374")
LOOKED = 200  # reposts of a person that a page looks through: some songs are silent


def reposts_count(*, composition: UUID) -> int:
    """How many pass a song on, up to MOST_COUNTED + 1."""
    return len(_REPOSTS.tuples(composition))


def _reposts(composition: UUID) -> QuerySet[Post, Any]:
    passed = Post.objects.filter(listing__composition=composition, reposted=True)
    return passed.filter(person__is_active=True).order_by().values_list("pk")[: MOST_COUNTED + 1]


def reposts(*, person: Anyone, composition: UUID) -> bool:
    """Whether this viewer passes a song on."""
    mine = Post.objects.filter(person_id=person.pk or 0, reposted=True)
    return mine.filter(listing__composition=composition).exists()


def songs_reposted(*, person: int, count: int) -> list[Song]:
    """What a person passes on and everybody may hear, the last first."""
    keys = [key for (key,) in _THEIRS.tuples(person)]
    return songs_heard(keys=keys)[:count]


def _theirs(person: int) -> QuerySet[Post, Any]:
    passed = Post.objects.filter(person=person, reposted=True).order_by("-pk")
    return passed.values_list("listing")[:LOOKED]


_REPOSTS = Prepared(_reposts, NO_SONG)
_THEIRS = Prepared(_theirs, NOBODY)
