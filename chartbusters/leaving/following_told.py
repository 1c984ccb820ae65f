"""What is put into an archive of whom a person follows, blocks and mutes, what they pass on,
and their playlists."""

from collections.abc import Iterator
from typing import Any

from chartbusters.accounts.models import User
from chartbusters.discovery.selectors import songs_heard
from chartbusters.following.models import Block, Follow, Mute, Post
from chartbusters.playlists.selectors import lines_of, playlists_of

WAYS = (
    ("follows", Follow, "follower", "followed"),
    ("is followed by", Follow, "followed", "follower"),
    ("blocks", Block, "blocker", "blocked"),
    ("mutes", Mute, "muter", "muted"),
)


def ties_told(*, person: User) -> Iterator[dict[str, Any]]:
    """Whom the person follows, blocks and mutes, and who follows them. Who blocks or mutes them is
    the others' business."""
    for how, model, one, other in WAYS:
        rows = model._default_manager.filter(**{one: person}).order_by("pk")
        told = rows.values_list("created_at", f"{other}__username")
        for since, name in told.iterator():
            yield {"how": how, "whom": name, "since": since}


def reposts_told(*, person: User) -> Iterator[dict[str, Any]]:
    """Each song that the person passes on; the songs' names as far as everybody may hear them now,
    for what is silent and what was taken back must not be told apart."""
    mine = Post.objects.filter(person=person, reposted=True).order_by("pk")
    keys = list(mine.values_list("listing", flat=True))
    named = {song.key: song for song in songs_heard(keys=keys)}
    for key, at in mine.values_list("listing", "created_at"):
        song = named.get(key)
        yield {"song": song and song.title, "maker": song and song.username, "passed_on_at": at}


def playlists_told(*, person: User) -> Iterator[dict[str, Any]]:
    """Each playlist with its songs in order; named as far as the person may hear them now."""
    for playlist in playlists_of(owner=person).order_by("created_at", "pk"):
        lines = lines_of(playlist=playlist, viewer=person)
        yield {
            "title": playlist.title,
            "description": playlist.description,
            "visibility": playlist.visibility,
            "made_at": playlist.created_at,
            "songs": [
                {
                    "song": line.song and line.song.title,
                    "maker": line.song and line.song.username,
                    "added_at": line.added_at,
                }
                for line in lines
            ],
        }
