"""What pages, the API and archives ask about SoundCloud."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from chartbusters.accounts.models import User
from chartbusters.challenges.models import Challenge, Entry
from chartbusters.challenges.organisers import Right, rights_of
from chartbusters.compositions.models import Composition
from chartbusters.playlists.in_order import entries_in_order
from chartbusters.soundcloud.guards import is_configured
from chartbusters.soundcloud.models import (
    Audience,
    ChallengePlaylist,
    Connection,
    Publication,
    State,
)

SHOWN = 100  # publications of a page
MOST_LINKS = 10


def connection_of(*, person: User) -> Connection | None:
    return Connection.objects.filter(person=person).first()


def publications_of(*, person: User) -> QuerySet[Publication]:
    """Those that are there or on their way, the newest first."""
    living = Publication.objects.filter(owner=person).exclude(state=State.WITHDRAWN)
    return living.select_related("composition__owner").order_by("-created_at", "pk")


def publication_of(*, composition: Composition) -> Publication | None:
    """The newest of a song, also one that was taken down."""
    mine = Publication.objects.filter(composition=composition)
    return mine.order_by("-created_at", "-pk").first()


def track_told(composition: UUID) -> Any:
    """The address of a song's public track, for everybody who sees the song here."""
    if not is_configured():
        return None
    live = Publication.objects.filter(composition=composition, state=State.LIVE)
    links = live.filter(sharing=Audience.PUBLIC).exclude(link="")
    return links.order_by("-live_at").values_list("link", flat=True).first()


def connection_told(*, person: User) -> dict[str, Any]:
    """For the archive of a person; without the tokens, which nobody reads."""
    mine = Connection.objects.filter(person=person)
    return {"soundcloud": list(mine.values("account", "name", "connected_at", "ended_because"))}


def publications_told(*, person: User) -> Iterator[Any]:
    """All that a person published there, for their archive."""
    columns = ("id", "account", "composition", "title", "sharing", "state", "track", "link")
    mine = Publication.objects.filter(owner=person).order_by("created_at", "pk")
    more = ("digest", "created_at", "live_at", "ended_at", "problem")
    yield from mine.values(*columns, *more).iterator()


def tracks_by_entry(*, entries: list[Entry]) -> dict[UUID, str]:
    """The public track of each entry that its maker has published: of the very song that was
    entered, whatever became of it since. One query."""
    songs = {entry.song_id for entry in entries}
    live = Publication.objects.filter(
        state=State.LIVE, sharing=Audience.PUBLIC, digest__in=songs, owner__is_active=True
    )
    live = live.exclude(composition__hidden_because__gt="").order_by("live_at", "pk")
    columns = live.values_list("owner", "digest", "track")
    known = {(owner, digest): track for owner, digest, track in columns}
    pairs = [(entry.pk, known.get((entry.maker_id, entry.song_id))) for entry in entries]
    return {pk: track for pk, track in pairs if track}


def tracks_in_order(*, challenge: Challenge) -> list[str]:
    """What the playlist of a challenge holds now, the first first."""
    entries, _ = entries_in_order(challenge=challenge)
    tracks = tracks_by_entry(entries=entries)
    # A maker may have entered one song twice: it stands there once.
    return list(dict.fromkeys(tracks[one.pk] for one in entries if one.pk in tracks))


def playlist_of(*, challenge: Challenge, person: User) -> ChallengePlaylist | None:
    """That of this organiser: in the account that is connected now, or else the last one."""
    connection = connection_of(person=person)
    rows = ChallengePlaylist.objects.filter(challenge=challenge)
    if connection and (here := rows.filter(account=connection.account).first()):
        return here
    return rows.filter(owner=person).order_by("-created_at", "pk").first()


def playlists_of(*, person: User) -> QuerySet[ChallengePlaylist]:
    """Those of challenges that a person put there, the newest first."""
    mine = ChallengePlaylist.objects.filter(owner=person).select_related("challenge")
    return mine.order_by("-created_at", "pk")


def playlist_link(*, challenge: Challenge) -> str:
    """Where everybody hears it, in the account of one who still runs the challenge; or empty."""
    live = ChallengePlaylist.objects.filter(challenge=challenge).exclude(link="")
    for row in live.exclude(playlist="").select_related("owner").order_by("-live_at")[:MOST_LINKS]:
        if Right.EDIT in rights_of(person=row.owner, challenge=challenge):
            return row.link
    return ""


def playlists_told(*, person: User) -> Iterator[Any]:
    """The playlists of challenges that a person put there, for their archive."""
    mine = ChallengePlaylist.objects.filter(owner=person).order_by("created_at", "pk")
    columns = ("id", "account", "challenge__slug", "title", "state", "playlist", "link", "tracks")
    more = ("created_at", "live_at", "ended_at", "problem")
    yield from mine.values(*columns, *more).iterator()
