"""People whom somebody who follows few may like: makers of songs that are loved and fresh."""

from typing import NamedTuple

from chartbusters.accounts.models import User
from chartbusters.discovery.selectors import songs_found
from chartbusters.discovery.songs import Song
from chartbusters.discovery.wishes import LOVED, Wish
from chartbusters.following.models import Block, Follow
from chartbusters.following.selectors.blocks import hidden_from

LOOKED = 60  # songs, of which the makers are suggested


class Suggestion(NamedTuple):
    """A person, and the song for which they are suggested."""

    person: User
    song: Song


def people_suggested(*, person: User, count: int) -> list[Suggestion]:
    """Whom one does not follow yet, the makers of the most loved songs first; nobody with whom one
    wants to have nothing to do, or who feels so oneself."""
    by_maker: dict[str, Song] = {}
    for song in songs_found(wish=Wish(sort=LOVED), size=LOOKED).songs:
        by_maker.setdefault(song.username, song)
    known = set(Follow.objects.filter(follower=person).values_list("followed", flat=True))
    known |= set(Block.objects.filter(blocked=person).values_list("blocker", flat=True))
    known |= hidden_from(person=person.pk) | {person.pk}
    makers = User.objects.filter(username__in=by_maker).exclude(pk__in=known)
    named = {maker.username: maker for maker in makers}
    found = [Suggestion(named[name], song) for name, song in by_maker.items() if name in named]
    return found[:count]
