"""What people have made may do nothing in a browser that opens it by itself."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from generation.music.document import to_document

pytestmark = pytest.mark.django_db


def _is_sandboxed(answer: Any) -> bool:
    return "sandbox" in {part.strip() for part in answer["Content-Security-Policy"].split(";")}


@pytest.mark.parametrize(
    "part", ["song.mp3", "song.mp3?download", "song.mid", "card.png", "notes.json"]
)
def test_it_works(part: str, alice: Any, shared: Any, client: Client) -> None:
    shared(alice)
    answer = client.get(f"/@alice/morning-song/{part}")
    assert answer.status_code == 200 and _is_sandboxed(answer)
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_parts_of_a_recording(alice: Any, shared: Any, client: Client) -> None:
    shared(alice)
    answer = client.get("/@alice/morning-song/song.mp3", headers={"Range": "bytes=0-9"})
    assert answer.status_code == 206 and _is_sandboxed(answer)


def test_exported_songs(api: Any, sample_song: Callable[..., Any]) -> None:
    answer = api().post("/api/v1/compositions/export/", {"document": to_document(sample_song())})
    assert answer.status_code == 200 and _is_sandboxed(answer)


def test_songs_that_organisers_take_home(
    alice: Any, staff: Any, shared: Any, client_of: Any
) -> None:
    digest = shared(alice).head.song_id
    answer = client_of(staff).get(f"/admin/generation/storedsong/{digest}/song.mid")
    assert answer.status_code == 200 and _is_sandboxed(answer)


def test_pages_are_not(alice: Any, shared: Any, client: Client) -> None:
    shared(alice)
    assert not _is_sandboxed(client.get("/@alice/morning-song/"))
