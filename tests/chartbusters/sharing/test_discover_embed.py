"""oEmbed, as https://oembed.com has it."""

from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client

from chartbusters.sharing.services import secret_link_make

pytestmark = pytest.mark.django_db
SONG = "http://testserver/@alice/morning-song/"


def ask(client: Client, url: str = SONG, **more: str) -> Any:
    return client.get("/oembed", {"url": url, **more})


def test_it_works(alice: Any, visitor: Client, shared: Any) -> None:
    composition = shared(alice)
    answer = ask(visitor)
    body = answer.json()
    assert answer["Content-Type"] == "application/json" and not answer.cookies
    assert (body["type"], body["version"], body["cache_age"]) == ("rich", "1.0", 300)
    assert (body["title"], body["author_name"], body["author_url"]) == (
        "Morning Song",
        "alice",
        "http://testserver/@alice/",
    )
    assert (body["width"], body["height"]) == (600, 200)
    assert (
        f'src="http://testserver/embed/{composition.pk}/"' in body["html"]
        and "sandbox=" in body["html"]
    )
    assert 'title="Morning Song by alice"' in body["html"]


def test_it_speaks_xml(alice: Any, visitor: Client, shared: Any) -> None:
    shared(alice, title="Fish & <Chips>\x07")
    answer = ask(visitor, "http://testserver/@alice/fish-chips/", format="xml")
    root = ElementTree.fromstring(answer.content)  # noqa: S314  our own
    assert answer["Content-Type"].startswith("text/xml")
    assert root.findtext("title") == "Fish & <Chips>" and root.findtext("width") == "600"


@pytest.mark.parametrize(("asked", "width", "height"), [("400", 400, 150), ("9999", 600, 150)])
def test_it_keeps_to_the_size(
    alice: Any, visitor: Client, shared: Any, asked: str, width: int, height: int
) -> None:
    shared(alice)
    body = ask(visitor, maxwidth=asked, maxheight="150").json()
    assert (body["width"], body["height"]) == (width, height)
    assert f'width="{width}" height="{height}"' in body["html"]


@pytest.mark.parametrize("maxwidth", ["0", "-5", "wide", "1e3", "²"])
def test_it_rejects_sizes_that_are_none(
    alice: Any, visitor: Client, shared: Any, maxwidth: str
) -> None:
    shared(alice)
    answer = ask(visitor, maxwidth=maxwidth)
    assert answer.status_code == 400 and answer.json()["field"] == "maxwidth"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "http://testserver/@alice/other-song/",
        "http://testserver/challenges/",
        "http://testserver/@alice/",
        "http://evil.example/@alice/morning-song/",
        "ftp://testserver/@alice/morning-song/",
        "//testserver/@alice/morning-song/",
        "http://[testserver/@alice/morning-song/",
        "http://testserver:99999999/@alice/morning-song/",
        "javascript:alert(1)",
    ],
)
def test_it_rejects_addresses_that_are_not_songs_of_ours(
    alice: Any, visitor: Client, shared: Any, url: str
) -> None:
    shared(alice)
    answer = ask(visitor, url)
    assert answer.status_code == 404 and answer.json()["code"] == "not_found"


@pytest.mark.parametrize("visibility", ["private", "secret"])
def test_it_does_not_tell_that_a_private_song_exists(
    alice: Any,
    bob: Any,
    charlie: Any,
    visitor: Client,
    client_of: Any,
    shared: Any,
    visibility: str,
) -> None:
    shared(alice, visibility=visibility)
    for client in (client_of(alice), client_of(bob), client_of(charlie), visitor):
        assert ask(client).status_code == 404


def test_it_requires_the_token_of_a_secret_song(alice: Any, visitor: Client, shared: Any) -> None:
    token = secret_link_make(composition=shared(alice, visibility="private"))
    body = ask(visitor, f"http://testserver/s/{token}/").json()
    assert f"/s/{token}/embed/" in body["html"]
    assert ask(visitor, "http://testserver/s/wrong/").status_code == 401


def test_it_rejects_formats_it_does_not_speak(alice: Any, visitor: Client, shared: Any) -> None:
    shared(alice)
    assert ask(visitor, format="yaml").status_code == 501


def test_it_escapes_what_people_wrote(alice: Any, visitor: Client, shared: Any) -> None:
    shared(alice, title='"><script>alert(1)</script>')
    html = ask(visitor, "http://testserver/@alice/scriptalert1script/").json()["html"]
    assert "<script" not in html and html.count("<") == 2
