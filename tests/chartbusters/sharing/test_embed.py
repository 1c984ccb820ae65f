import uuid
from typing import Any

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_it_works_in_frames_of_other_sites(alice: Any, visitor: Client, shared: Any) -> None:
    answer = visitor.get(f"/embed/{shared(alice).pk}/")
    assert answer.status_code == 200 and "Morning Song" in answer.content.decode()
    assert "frame-ancestors *" in answer["Content-Security-Policy"]
    assert "X-Frame-Options" not in answer
    assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "midi=()" in answer["Permissions-Policy"]


def test_it_sets_and_reads_no_cookies(
    alice: Any, visitor: Client, client_of: Any, shared: Any
) -> None:
    address = f"/embed/{shared(alice).pk}/"
    for client in (visitor, client_of(alice)):
        for part in ("", "song.mp3", "notes.json", "rendering.json"):
            answer = client.get(address + part)
            assert answer.status_code == 200 and not answer.cookies
            assert "Cookie" not in answer.get("Vary", "")


def test_it_has_no_forms_and_no_sign_in(alice: Any, visitor: Client, shared: Any) -> None:
    page = visitor.get(f"/embed/{shared(alice).pk}/").content.decode()
    assert "<form" not in page and "csrf" not in page and "login" not in page


@pytest.mark.parametrize("visibility", ["private", "secret"])
def test_it_requires_a_public_song_even_of_its_maker(
    alice: Any,
    bob: Any,
    charlie: Any,
    visitor: Client,
    client_of: Any,
    shared: Any,
    visibility: str,
) -> None:
    address = f"/embed/{shared(alice, visibility=visibility).pk}/"
    for client in (client_of(alice), client_of(bob), client_of(charlie), visitor):
        for part in ("", "song.mp3", "song.mid", "card.png", "notes.json", "rendering.json"):
            assert client.get(address + part).status_code == 404


def test_it_rejects_ids_that_are_none(visitor: Client) -> None:
    assert visitor.get(f"/embed/{uuid.uuid4()}/").status_code == 404
    assert visitor.get("/embed/1/").status_code == 404


def test_other_pages_cannot_be_framed(alice: Any, visitor: Client, shared: Any) -> None:
    shared(alice)
    answer = visitor.get("/@alice/morning-song/")
    assert (
        "frame-ancestors 'none'" in answer["Content-Security-Policy"]
        and answer["X-Frame-Options"] == "DENY"
    )
