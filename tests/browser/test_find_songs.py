"""A song is looked for by keyboard, heard in the list, and loved; the pages are accessible, as far
as axe can tell."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from generation.music.song import Song
from tests.browser.axe import AXE, violations
from tests.browser.people import sign_up, token
from tests.browser.test_share_page import save
from tests.browsers import wait_for

if TYPE_CHECKING:
    from playwright.sync_api import Page


def show(page: "Page", address: str) -> None:
    """To everybody, as its maker does on its page."""
    page.goto(address)
    page.get_by_label("Everybody").check()
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Saved.").wait_for()


def test_it_works(new_page: "Callable[..., Page]", sample_song: Callable[..., Song]) -> None:
    maker = new_page()
    sign_up(maker, "browser-finder")
    assert token(maker)
    show(maker, save(maker, sample_song(bars=4), "Überraschung am Morgen"))

    page = new_page()
    sign_up(page, "browser-listener")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Songs").click()
    page.get_by_role("searchbox", name="Look for").fill("uberraschung morg")
    page.keyboard.press("Enter")
    page.wait_for_url("**/songs/?q=*")
    found = page.locator(".tiles > li")
    assert found.count() == 1 and "browser-finder" in found.inner_text()
    found.get_by_role("button", name="Play Überraschung am Morgen").press("Enter")
    wait_for(page, "document.querySelector('.cover.sounding')")

    found.get_by_role("link", name="Überraschung am Morgen", exact=True).press("Enter")
    page.get_by_role("button", name="Love it").press("Enter")
    page.get_by_text("1 person loves this").wait_for()
    assert page.get_by_role("button", name="Love it").get_attribute("aria-pressed") == "true"
    page.goto("/songs/loved/")
    loved = page.locator(".tiles").get_by_role("link", name="Überraschung am Morgen", exact=True)
    loved.wait_for()


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed: npm ci in frontend/")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(new_page: "Callable[..., Page]", scheme: str) -> None:
    page = new_page(color_scheme=scheme, viewport={"width": 390, "height": 900})
    for address in ("/songs/", "/songs/?q=nothing-of-this-name", "/songs/?sort=loved&genre=bach"):
        page.goto(address)
        page.evaluate(AXE.read_text())
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
