"""What pages, the API and archives ask about SoundCloud."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from chartbusters.accounts.models import User
from chartbusters.compositions.models import Composition
from chartbusters.soundcloud.guards import is_configured
from chartbusters.soundcloud.models import Audience, Connection, Publication, State

SHOWN = 100  # publications of a page


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
