"""What pages and the API ask about playlists. Of the songs in one everybody else is shown what
everybody may hear now, by the database's clock; its owner also what is their own."""

import hashlib
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Q, QuerySet

from chartbusters.accounts.models import User
from chartbusters.compositions.models import Composition, Visibility
from chartbusters.compositions.selectors import heard_by_everybody
from chartbusters.discovery.songs import COLUMNS, Song, song_read
from chartbusters.playlists.models import Place, Playlist
from chartbusters.web.prepared_queries import Prepared

Anyone = User | AnonymousUser
SIZE = 30  # playlists of a page
NOBODY = 4_611_686_018  # a key that no person has


class Line(NamedTuple):
    """One place in a playlist as a viewer may know it: without the song where it cannot be heard,
    which only its owner is shown."""

    pk: UUID
    song: Song | None
    added_at: datetime
    own: bool = False  # only its maker hears it now


def playlists_of(*, owner: User) -> QuerySet[Playlist]:
    """All of a person, for them alone: the last changed first."""
    mine = Playlist.objects.filter(owner=owner).select_related("owner")
    return mine.order_by("-updated_at", "pk")


def playlists_public_of(*, owner: User) -> QuerySet[Playlist]:
    """What everybody may see of a person."""
    return playlists_of(owner=owner).filter(visibility=Visibility.PUBLIC)


def playlists_visible(*, user: Anyone) -> QuerySet[Playlist]:
    """What this person may open by its id or its name."""
    seen = Q(visibility=Visibility.PUBLIC, owner__is_active=True)
    if user.is_authenticated:
        seen |= Q(owner_id=user.pk)
    return Playlist.objects.filter(seen).select_related("owner")


def playlist_at(*, username: str, slug: str, user: Anyone) -> Playlist | None:
    """The playlist behind its address, when this person may see it."""
    seen = playlists_visible(user=user)
    return seen.filter(owner__username__iexact=username, slug=slug).first()


def playlist_by_token(*, token: str) -> Playlist | None:
    """The playlist behind a secret link, while that has not been ended or replaced."""
    shared = Playlist.objects.filter(visibility=Visibility.SECRET, owner__is_active=True)
    return shared.select_related("owner").filter(secret_hash=token_hash(token=token)).first()


def token_hash(*, token: str) -> str:
    """What is kept of the token of a secret link."""
    return hashlib.sha256(token.encode()).hexdigest()


def playlists_told(*, owner: int) -> list[tuple[Any, ...]]:
    """What a profile shows of the newest public playlists of a person: title and name in addresses,
    and when they changed."""
    return _TOLD.tuples(owner)


def _told(owner: int) -> QuerySet[Playlist, Any]:
    public = Playlist.objects.filter(owner=owner, visibility=Visibility.PUBLIC)
    return public.order_by("-updated_at", "pk").values_list("title", "slug", "updated_at")[:6]


_TOLD = Prepared(_told, NOBODY)


def lines_of(*, playlist: Playlist, viewer: Anyone) -> list[Line]:
    """The songs of a playlist in their order."""
    mine = viewer.pk == playlist.owner_id
    seen = heard_by_everybody() & Q(owner__is_active=True)
    heard = _songs(playlist, seen)
    own = _songs(playlist, Q(owner=viewer.pk)) if mine else {}
    places = playlist.places.values_list("composition", "added_at")
    lines = [
        Line(pk, heard.get(pk) or own.get(pk), added_at, own=pk in own and pk not in heard)
        for pk, added_at in places
    ]
    return lines if mine else [line for line in lines if line.song]


def _songs(playlist: Playlist, seen: Q) -> dict[UUID, Song]:
    songs = Composition.objects.filter(seen, pk__in=playlist.places.values("composition"))
    rows = [song_read(row) for row in songs.values_list(*COLUMNS)]
    return {song.pk: song for song in rows}


def counts_of(*, playlists: list[Playlist]) -> dict[UUID, int]:
    """How many songs of each everybody may hear now."""
    heard = Composition.objects.filter(heard_by_everybody(), owner__is_active=True)
    places = Place.objects.filter(playlist__in=playlists, composition__in=heard)
    return dict(places.order_by().values_list("playlist").annotate(count=Count("pk")))


def holding(*, owner: User, composition: UUID) -> set[UUID]:
    """Those playlists of a person that have a song already."""
    places = Place.objects.filter(playlist__owner=owner, composition=composition)
    return set(places.values_list("playlist", flat=True))
