"""What the player in other people's pages tells their scripts of its songs."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.urls import reverse

from chartbusters.compositions.models import Licence, Rendering, RenderingState
from chartbusters.sharing.addresses import Place
from chartbusters.sharing.entry_places import EntryPlace

Site = Callable[[str], str]  # a path as a whole address
Shown = Place | EntryPlace


def sound_of(place: Shown, site: Site, rendering: Rendering | None) -> dict[str, Any]:
    """In the names of SoundCloud's widget, as far as it has any."""
    done = rendering is not None and rendering.state == RenderingState.DONE
    return {
        "id": str(_key(place)),
        "title": place.title,
        "address": place.address,
        "permalink_url": site(place.page),
        "artwork_url": site(f"{place.address}card.png"),
        "plays": _plays(place),
        "license": Licence(place.licence).label,
        "duration": round(1000 * rendering.seconds) if rendering and done else None,
        "user": {"username": place.maker, "permalink_url": site(place.maker_address)},
    }


def _plays(place: Shown) -> str:
    """Where a play of it begins; empty for what is not counted: what was entered is kept as it was,
    and the song itself has a page."""
    if isinstance(place, EntryPlace) or place.secret:
        return ""
    return reverse("api-play-begins", args=[place.composition.pk]) + "?from=embed"


def _key(place: Shown) -> UUID:
    return place.entry.pk if isinstance(place, EntryPlace) else place.composition.pk
