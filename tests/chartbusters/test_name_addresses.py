"""Addresses are asked for by name, and the names are of one style: who moves a page changes one
line."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from chartbusters.compositions.models import Visibility
from chartbusters.compositions.services import composition_update

REPOSITORY = Path(__file__).resolve().parents[2]
# Names that Django and allauth ask for.
THEIRS = {"account_change_password", "account_set_password"}
NOWHERE = re.compile(r"""<[^>]*\bhref="(?:\?[^"]*)?"[^>]*>""")
BY_HAND = re.compile(r"""(?:href|action)="/|f"/(?!proc/|dev/)[@a-z]|\bredirect\(f?"/""")


def ours(patterns: Any, prefix: str = "") -> Iterator[tuple[str, str]]:
    """(address, name) of what our own rooms answer."""
    for entry in patterns:
        place = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern) and entry.name:
            yield place, entry.name
        elif isinstance(entry, URLResolver) and "allauth" not in str(entry.urlconf_name):
            yield from ours(entry.url_patterns, place) if place != "admin/" else ()


def test_names_are_of_one_style() -> None:
    named = [(place, name) for place, name in ours(get_resolver().url_patterns)]
    assert len(named) > 60
    for place, name in named:
        assert name in THEIRS or re.fullmatch(r"[a-z]+(-[a-z]+)*", name), name
        assert name.startswith("api-") == place.startswith("api/v1/"), (place, name)


def test_a_name_is_given_once() -> None:
    names = [name for _, name in ours(get_resolver().url_patterns)]
    assert not [name for name in set(names) if names.count(name) > 1]


@pytest.mark.parametrize("folder, ending", [("templates", "html"), ("chartbusters", "py")])
def test_no_address_is_made_by_hand(folder: str, ending: str) -> None:
    """`{% url %}`, `reverse` and `get_absolute_url` know them."""
    found = []
    for path in (REPOSITORY / folder).rglob(f"*.{ending}"):
        lines = filter(BY_HAND.search, path.read_text().splitlines())
        found += [f"{path.relative_to(REPOSITORY)}: {line.strip()}" for line in lines]
    assert not found


def test_what_people_make_knows_where_it_is(
    alice: Any, composition_of: Any, contest: Any, visitor: Any
) -> None:
    challenge, entries = contest("closed", entries=2)
    song = composition_update(composition=composition_of(alice), visibility=Visibility.PUBLIC)
    for thing in (alice, song, challenge, entries[0]):
        assert visitor.get(thing.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("phase", ["open", "voting", "closed"])
def test_no_link_leads_nowhere(
    phase: str, alice: Any, contest: Any, composition_of: Any, client_of: Any
) -> None:
    """A template that asks a row for what it does not know writes nothing, and says nothing."""
    contest(phase, entries=2)
    composition_of(alice, title="Mine")
    person = client_of(alice)
    for page in (
        *("/", "/studio/", "/compositions/", "/@alice/", "/@alice/mine/", "/accounts/profile/"),
        *("/challenges/", "/challenges/tunes/", "/challenges/tunes/entries/"),
        *("/challenges/tunes/leaderboard/", "/challenges/tunes/submit/"),
    ):
        shown = person.get(page)
        assert shown.status_code == 200, page
        assert not NOWHERE.findall(shown.content.decode()), page


def test_the_api_tells_where_things_are_shown(alice: Any, contest: Any, api: Any) -> None:
    contest("open", entries=1)
    told = api(alice).get("/api/v1/challenges/tunes/").json()
    listed = api(alice).get("/api/v1/challenges/").json()["results"]
    assert told["url"] == listed[0]["url"] == "/challenges/tunes/"
    assert api(alice).get("/api/v1/me/").json()["url"] == "/@alice/"
