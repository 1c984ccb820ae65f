"""What search engines read of songs and people: one address each, and who made what."""

import json
import re
from typing import Any

import pytest

pytestmark = pytest.mark.django_db


def linked(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert found
    return dict(json.loads(found[1]))


def test_it_works(alice: Any, visitor: Any, shared: Any) -> None:
    song = shared(alice)
    page = visitor.get("/@alice/morning-song/").content.decode()
    told = linked(page)
    assert (told["@type"], told["name"]) == ("MusicRecording", "Morning Song")
    assert told["url"] == "http://testserver/@alice/morning-song/"
    assert told["byArtist"]["url"] == "http://testserver/@alice/"
    assert (told["duration"], told["dateCreated"]) == ("PT8S", song.created_at.isoformat())
    assert '<link rel="canonical" href="http://testserver/@alice/morning-song/">' in page
    person = visitor.get("/@alice/?page=1").content.decode()
    assert linked(person)["mainEntity"]["url"] == "http://testserver/@alice/"
    assert '<link rel="canonical" href="http://testserver/@alice/">' in person


def test_no_title_ends_it(alice: Any, visitor: Any, shared: Any) -> None:
    title = "</script><script>alert(1)//&"
    song = shared(alice, title=title)
    page = visitor.get(song.get_absolute_url()).content.decode()
    assert linked(page)["name"] == title and "<script>alert" not in page


def test_what_is_not_public_is_not_told(alice: Any, client_of: Any, shared: Any) -> None:
    song = shared(alice, visibility="private")
    assert "ld+json" not in client_of(alice).get(song.get_absolute_url()).content.decode()
