"""Somebody follows a maker from their page: a new song comes into the stream, is passed on, and is
gone again when they let go; pages are accessible, as far as axe can tell."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from generation.music.song import Song
from tests.browser.axe import AXE, violations
from tests.browser.people import sign_up
from tests.browser.test_find_songs import show
from tests.browser.test_share_page import save

if TYPE_CHECKING:
    from playwright.sync_api import Page


def shown(page: "Page") -> list[str]:
    """Titles of the stream, in its order."""
    page.goto("/stream/")
    return page.locator(".stream h3").all_inner_texts()


def test_it_works(new_page: "Callable[..., Page]", sample_song: Callable[..., Song]) -> None:
    maker, listener, friend = new_page(), new_page(), new_page()
    for page, name in ((maker, "stream-maker"), (listener, "stream-fan"), (friend, "stream-pal")):
        sign_up(page, name)
    show(maker, save(maker, sample_song(bars=4), "Before Supper"))

    listener.goto("/stream/")
    listener.get_by_text("Follow people, and their songs come here").wait_for()
    listener.goto("/@stream-maker/")
    follow = listener.locator(".follow button")
    follow.press("Enter")
    listener.get_by_text("1 follower", exact=True).wait_for()
    assert follow.get_attribute("aria-pressed") == "true"
    assert shown(listener) == ["Before Supper"]

    later = save(maker, sample_song(bars=4, transpose=5), "After Supper")
    show(maker, later)
    assert shown(listener) == ["After Supper", "Before Supper"]
    listener.reload()
    assert listener.locator(".stream h3").count() == 2

    maker.goto("/notices/")
    maker.locator(".subject", has_text="Somebody new follows you: see who").click()
    maker.get_by_role("link", name="stream-fan").wait_for()

    _reposts(listener, friend, later)
    _changes_their_mind(listener)


def _reposts(listener: "Page", friend: "Page", song: str) -> None:
    """For somebody who does not follow the maker; and it is taken back."""
    listener.goto(song)
    listener.get_by_role("button", name="Repost to people who follow you").press("Enter")
    listener.get_by_text("reposted by 1 person").wait_for()
    friend.goto("/@stream-fan/")
    friend.get_by_role("button", name="Follow stream-fan").click()
    assert shown(friend) == ["After Supper"]
    friend.get_by_text("reposted by stream-fan").wait_for()
    listener.get_by_role("button", name="Reposted to people who follow you").press("Enter")
    listener.get_by_text("reposted by").wait_for(state="detached")
    assert shown(friend) == []


def _changes_their_mind(listener: "Page") -> None:
    """Lets go, follows again, lets go."""
    for pressed in ("false", "true", "false"):
        listener.goto("/@stream-maker/")
        listener.locator(".follow button").press("Enter")
        listener.locator(f".follow [aria-pressed={pressed}]").wait_for()
    assert shown(listener) == []


def test_who_is_kept_away_can_be_let_back(new_page: "Callable[..., Page]") -> None:
    maker, other = new_page(), new_page()
    sign_up(maker, "keeps-away")
    sign_up(other, "kept-away")
    other.goto("/@keeps-away/")
    other.get_by_role("button", name="Follow keeps-away").click()

    maker.goto("/@kept-away/")
    maker.get_by_text("More about kept-away").press("Enter")
    maker.get_by_role("button", name="Block: keep them away").press("Enter")
    maker.get_by_text("They are not told. You can undo this here.").wait_for()
    maker.goto("/people/keeps-away/followers/")
    maker.get_by_text("Nobody follows you yet.").wait_for()

    other.goto("/@keeps-away/")
    other.get_by_role("button", name="Follow keeps-away").click()
    other.get_by_text("You cannot do this here. Nothing was changed.").wait_for()

    maker.goto("/accounts/kept-away/")
    maker.get_by_role("button", name="Unblock kept-away").press("Enter")
    maker.get_by_text("You block nobody.").wait_for()
    other.goto("/@keeps-away/")
    other.get_by_role("button", name="Follow keeps-away").click()
    other.get_by_text("1 follower", exact=True).wait_for()


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed: npm ci in frontend/")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(
    new_page: "Callable[..., Page]", sample_song: Callable[..., Song], scheme: str
) -> None:
    page = new_page(color_scheme=scheme, viewport={"width": 390, "height": 900})
    name = f"axe-{scheme}"
    sign_up(page, name)
    show(page, save(page, sample_song(bars=4), "Seen by Axe"))
    own = ["/stream/", f"/@{name}/", f"/people/{name}/followers/", "/accounts/kept-away/"]
    for address in own:
        checked(page, address)
    maker = page.locator(".suggested h3 a").first if page.goto("/stream/") else None
    assert maker
    address = maker.get_attribute("href") or ""
    checked(page, address)
    page.goto(address)
    page.get_by_role("button", name="Follow ").first.click()
    page.get_by_text("More about").click()
    page.evaluate(AXE.read_text())
    assert violations(page) == []
    checked(page, "/stream/")


def checked(page: "Page", address: str) -> None:
    """By axe, and for room to its sides."""
    page.goto(address)
    page.evaluate(AXE.read_text())
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
