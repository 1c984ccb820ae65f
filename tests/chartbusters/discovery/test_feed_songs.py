"""Feeds of fresh songs, and what else readers and search engines are told of lists."""

from typing import Any
from xml.etree import ElementTree

import pytest

from chartbusters.compositions.services import composition_update

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def entries(visitor: Any, address: str) -> list[tuple[str, str, str]]:
    answer = visitor.get(address)
    assert answer["Content-Type"].startswith("application/atom+xml")
    read = ElementTree.fromstring(answer.content)  # noqa: S314  our own
    return [
        (
            one.findtext(f"{ATOM}title", ""),
            one.findtext(f"{ATOM}author/{ATOM}name", ""),
            one.find(f"{ATOM}link").get("href", ""),  # type: ignore[union-attr]
        )
        for one in read.iter(f"{ATOM}entry")
    ]


def test_it_works(alice: Any, bob: Any, song_of: Any, visitor: Any) -> None:
    song_of(alice, "A <b>waltz</b> & more")
    song_of(bob, "Polka")
    song_of(bob, "Mine", visibility="secret")
    waltz = ("A <b>waltz</b> & more", "alice", "http://testserver/@alice/a-bwaltzb-more/")
    polka = ("Polka", "bob", "http://testserver/@bob/polka/")
    assert entries(visitor, "/songs/feed.atom") == [polka, waltz]
    assert entries(visitor, "/@alice/feed.atom") == [waltz]
    assert entries(visitor, "/@bob/feed.atom") == [polka]


def test_it_tells_what_is_so_now(alice: Any, song_of: Any, visitor: Any) -> None:
    song = song_of(alice, "Waltz")
    assert entries(visitor, "/songs/feed.atom")
    composition_update(composition=song, visibility="private")
    assert entries(visitor, "/songs/feed.atom") == entries(visitor, "/@alice/feed.atom") == []
    assert visitor.get("/@nobody/feed.atom").status_code == 404


def test_it_is_announced(alice: Any, song_of: Any, visitor: Any) -> None:
    song_of(alice, "Waltz")
    assert 'href="/songs/feed.atom"' in visitor.get("/songs/").content.decode()
    assert 'href="/@alice/feed.atom"' in visitor.get("/@alice/").content.decode()
    assert "http://testserver/songs/<" in visitor.get("/sitemap.xml").content.decode()


def test_searches_are_no_pages_of_their_own(visitor: Any) -> None:
    assert "noindex" not in visitor.get("/songs/").content.decode()
    page = visitor.get("/songs/?q=waltz").content.decode()
    assert "noindex" in page and '<link rel="canonical" href="http://testserver/songs/">' in page
