"""Songs that everybody may hear, and listeners who have heard them: the plays begin so long ago by
the clock of the stream, and all else is the real thing."""

import json
from collections.abc import Callable
from typing import Any
from unittest.mock import patch

import pytest
from django.http import HttpResponse
from django.test import Client

from chartbusters.compositions.models import Composition
from chartbusters.discovery.models import Listing
from chartbusters.ops.streams import Stream
from chartbusters.plays.selectors import STREAM
from tests.chartbusters.discovery.conftest import song_of

__all__ = ["song_of"]
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
PLAYS = "/api/v1/plays/"


@pytest.fixture
def waltz(alice: Any, song_of: Any) -> Composition:
    song: Composition = song_of(alice, "Waltz")
    return song


def begin(
    client: Client, song: Composition, ago: float = 40, query: str = "", **headers: str
) -> HttpResponse:
    """A play that began so many seconds ago."""
    then = STREAM.now() - int(ago * 1000)
    with patch.object(Stream, "now", lambda stream: then):
        named = {"user-agent": FIREFOX, **headers}
        return client.get(f"{PLAYS}{song.pk}/{query}", headers=named)


def tell(client: Client, token: str, heard_ms: int = 60_000) -> HttpResponse:
    body = json.dumps({"token": token, "heard_ms": heard_ms})
    return client.post(PLAYS, body, content_type="application/json")


@pytest.fixture
def hear(broker: str) -> Callable[..., None]:
    """`hear(client, song)`: a play of 40 seconds, told; `heard_ms`, `ago` and `query` say it
    otherwise."""

    def heard(client: Client, song: Composition, heard_ms: int = 60_000, **how: Any) -> None:
        begun = begin(client, song, **how)
        assert begun.status_code == 200, begun.content
        assert tell(client, begun.json()["token"], heard_ms).status_code == 202

    return heard


def counted(song: Composition) -> int:
    return Listing.objects.get(composition=song).plays


def days(song: Composition) -> int:
    """The same, from the log."""
    return sum(day.plays for day in song.listing.play_days.all())
