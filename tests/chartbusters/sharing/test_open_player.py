"""The player by the address of what it plays, and the script by which other sites steer it."""

from typing import Any
from urllib.parse import unquote

import pytest
from django.test import Client

from chartbusters.sharing import embeds
from chartbusters.sharing.services import secret_link_make

pytestmark = pytest.mark.django_db
SONG = "http://testserver/@alice/morning-song/"


def test_it_works(alice: Any, visitor: Client, shared: Any) -> None:
    song = shared(alice)
    answer = visitor.get("/player/", {"url": SONG, "auto_play": "true", "color": "ff5500"})
    assert answer["Location"] == f"/embed/{song.pk}/?auto_play=true&color=ff5500"
    assert "frame-ancestors *" in answer["Content-Security-Policy"] and not answer.cookies


def test_addresses_without_a_last_slash_do(alice: Any, visitor: Client, shared: Any) -> None:
    song = shared(alice)
    assert visitor.get("/player/", {"url": SONG[:-1]})["Location"] == f"/embed/{song.pk}/"
    assert visitor.get("/oembed", {"url": SONG[:-1]}).status_code == 200


def test_a_secret_song_needs_its_token(alice: Any, visitor: Client, shared: Any) -> None:
    token = secret_link_make(composition=shared(alice, visibility="private"))
    secret = f"http://testserver/s/{token}/"
    assert visitor.get("/player/", {"url": secret})["Location"] == f"/s/{token}/embed/"
    assert visitor.get("/player/", {"url": SONG}).status_code == 404


@pytest.mark.parametrize(
    ("url", "status"),
    [
        ("", 404),
        ("https://evil.example/@alice/morning-song/", 404),
        ("javascript:alert(1)", 404),
        ("http://testserver/s/wrong/", 401),
        ("http://testserver/@alice/other/", 404),
    ],
)
def test_what_is_not_there_is_said_in_the_frame(
    alice: Any, visitor: Client, shared: Any, url: str, status: int
) -> None:
    shared(alice)
    answer = visitor.get("/player/", {"url": url})
    assert answer.status_code == status and "Location" not in answer
    assert "X-Frame-Options" not in answer and "no song" in answer.content.decode().lower()


def test_the_page_to_try_it_on_is_not_framed_by_others(visitor: Client) -> None:
    answer = visitor.get("/player/")
    assert answer.status_code == 200 and answer["X-Frame-Options"] == "DENY"
    assert "Here would be a song to try" in answer.content.decode()


def test_the_script_is_anybodys_for_a_day(visitor: Client) -> None:
    if not embeds.SCRIPT.exists():
        pytest.skip("the front end is not built: npm run build in frontend/")
    answer = visitor.get("/player/api.js")
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "max-age=86400" in answer["Cache-Control"] and not answer.cookies
    assert b"Chartbusters" in answer.content
    same = visitor.get("/player/api.js", headers={"If-None-Match": answer["ETag"]})
    assert same.status_code == 304


@pytest.mark.parametrize(("asked", "kept"), [("#24D8B7", True), ("red", False), ('"><x>', False)])
def test_oembed_passes_on_what_it_knows(
    alice: Any, visitor: Client, shared: Any, asked: str, kept: bool
) -> None:
    shared(alice)
    html = visitor.get("/oembed", {"url": SONG, "color": asked}).json()["html"]
    assert ("color=%2324D8B7" in html) is kept and html.count("<") == 2


def test_it_is_tried_with_the_newest_song(visitor: Client, alice: Any, shared: Any) -> None:
    """Where there is none the page stands all the same."""
    assert visitor.get("/player/").status_code == 200
    shared(alice)
    page = visitor.get("/player/").content.decode()
    assert "@alice/morning-song/" in unquote(page)
