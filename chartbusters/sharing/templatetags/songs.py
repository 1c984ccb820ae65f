"""Songs in lists: a cover with a button that plays it at the foot of the window."""

from typing import Any
from uuid import UUID

from django import template
from django.urls import reverse

from chartbusters.compositions.models import Composition, song_address

register = template.Library()


@register.filter
def tags_of(song: Composition) -> list[str]:
    """The tags of a song, one by one."""
    return song.tags.split(", ") if song.tags else []


@register.inclusion_tag("sharing/_song.html")
def song_player(
    username: str, slug: str, title: str, maker: str = "", pk: UUID | None = None
) -> dict[str, Any]:
    """A song that this viewer may hear, by whose it is and its name in addresses. With its id what
    is heard of it is counted."""
    page = song_address(username=username, slug=slug)
    return {
        "cover": f"{page}cover.png",
        "notes": f"{page}notes.json",
        "recording": f"{page}rendering.json",
        "plays": reverse("api-play-begins", args=[pk]) if pk else "",
        "title": title,
        "maker": maker,
    }


@register.inclusion_tag("sharing/_song.html")
def entry_player(challenge: str, pk: UUID, title: str, maker: str = "") -> dict[str, Any]:
    """An entry that this viewer may know, as it was entered: the song may have changed since."""
    return {
        "cover": reverse("entry-cover", args=[challenge, pk]),
        "notes": reverse("entry-document", args=[challenge, pk]),
        "title": title,
        "maker": maker,
    }
