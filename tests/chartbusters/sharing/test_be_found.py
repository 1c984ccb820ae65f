"""What search engines and readers of feeds find: one address a page, what it is in the words of
schema.org, and what is fresh."""

import json
import re
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client

from chartbusters.challenges.results import Result
from chartbusters.compositions.services import composition_update
from tests.contests import to_phase
from tests.schema_org import faults_of

pytestmark = pytest.mark.django_db
SITE = "http://testserver"
ATOM = "{http://www.w3.org/2005/Atom}"
LINKED = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def linked(client: Client, path: str) -> list[dict[str, Any]]:
    return [json.loads(found) for found in LINKED.findall(client.get(path).content.decode())]


def titles(client: Client, path: str) -> list[str]:
    answer = client.get(path)
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    root = ElementTree.fromstring(answer.content)  # noqa: S314  our own
    assert root.findtext(f"{ATOM}id") and root.findtext(f"{ATOM}updated")
    return [entry.findtext(f"{ATOM}title") or "" for entry in root.iter(f"{ATOM}entry")]


@pytest.fixture
def decided(contest: Any, monkeypatch: Any) -> Any:
    """A contest that is over, whose entries ended in the order of their numbers."""
    challenge, entries = contest("closed")
    ranks = {entry.pk: Result(at, at, len(entries)) for at, entry in enumerate(entries, 1)}

    def told(asked: Any) -> Any:
        over = {entry.pk for entry in entries if entry.challenge_id}
        return {pk: ranks[pk] for pk in asked if pk in over}

    monkeypatch.setattr("chartbusters.challenges.results.RESULTS", [told])
    return challenge, entries


@pytest.mark.parametrize("licence", ["all-rights-reserved", "cc-by", "cc0"])
def test_every_page_tells_what_it_is(
    visitor: Client, alice: Any, shared: Any, decided: Any, licence: str
) -> None:
    challenge, (entry, *_) = decided
    composition_update(composition=shared(alice), licence=licence)
    kinds = {
        "/": "WebSite",
        "/@alice/": "ProfilePage",
        "/@alice/morning-song/": "MusicRecording",
        f"/challenges/{challenge.slug}/": "Event",
        f"/challenges/{challenge.slug}/leaderboard/": "ItemList",
        entry.get_absolute_url(): "MusicRecording",
    }
    for path, kind in kinds.items():
        (told,) = linked(visitor, path)
        assert told["@type"] == kind
        assert faults_of(told) == [], path


@pytest.mark.parametrize(
    "path", ["/", "/challenges/", "/seasons/", "/songs/", "/challenges/tunes/entries/"]
)
def test_every_page_has_one_address(visitor: Client, challenge_in: Any, path: str) -> None:
    challenge_in("open")
    page = visitor.get(f"{path}?from=somewhere").content.decode()
    assert page.count('rel="canonical"') == 1
    assert f'<link rel="canonical" href="{SITE}{path}">' in page


def test_a_later_page_of_a_list_is_a_page_of_its_own(visitor: Client, challenge_in: Any) -> None:
    challenge_in("closed")
    page = visitor.get("/challenges/tunes/?page=2&from=afar").content.decode()
    assert f'href="{SITE}/challenges/tunes/?page=2"' in page


def test_the_map_names_songs_people_challenges_and_boards(
    visitor: Client, alice: Any, bob: Any, shared: Any, decided: Any
) -> None:
    shared(alice)
    shared(bob, title="Unheard", visibility="private")
    text = visitor.get("/sitemap.xml").content.decode()
    for path in ("/", "/@alice/", "/@alice/morning-song/", "/challenges/tunes/"):
        assert f"<loc>{SITE}{path}</loc>" in text
    assert f"<loc>{SITE}/challenges/tunes/leaderboard/</loc>" in text
    assert "/@bob/" not in text and "unheard" not in text


@pytest.mark.parametrize("phase", ["open", "voting", "held"])
def test_nothing_is_told_of_entries_before_their_end(
    visitor: Client, decided: Any, phase: str
) -> None:
    challenge, entries = decided
    to_phase(challenge, phase)
    assert titles(visitor, "/challenges/tunes/feed.atom") == []
    assert linked(visitor, "/challenges/tunes/leaderboard/") == []
    text = visitor.get("/sitemap.xml").content.decode()
    assert "/leaderboard/" not in text
    assert not any(entry.title in text for entry in entries)


def test_a_result_is_a_feed(visitor: Client, decided: Any) -> None:
    _, entries = decided
    assert titles(visitor, "/challenges/tunes/feed.atom") == [
        "Secret title 0: surely first of 3",
        "Secret title 1: rank 2 of 3",
        "Secret title 2: rank 3 of 3",
    ]
    assert len(entries) == 3


def test_a_feed_of_challenges(visitor: Client, challenge_in: Any) -> None:
    challenge_in("open", title="Tunes \x0b<of> May")
    challenge_in("open", slug="hidden", title="Not yet", published=False)
    assert titles(visitor, "/challenges/feed.atom") == ["Tunes <of> May"]
    assert visitor.get("/challenges/hidden/feed.atom").status_code == 404
    page = visitor.get("/challenges/").content.decode()
    assert 'href="/challenges/feed.atom"' in page


def test_feeds_name_licences(visitor: Client, alice: Any, shared: Any) -> None:
    composition_update(composition=shared(alice), licence="cc-by")
    root = ElementTree.fromstring(visitor.get("/songs/feed.atom").content)  # noqa: S314  our own
    rights = next(root.iter(f"{ATOM}rights")).text
    assert rights == "CC BY 4.0 https://creativecommons.org/licenses/by/4.0/"


def test_the_first_page_has_a_picture(visitor: Client) -> None:
    page = visitor.get("/").content.decode()
    assert f'<meta property="og:image" content="{SITE}/card.png">' in page
    assert visitor.get("/card.png")["Content-Type"] == "image/png"
