"""The first ten seconds of somebody new."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.browsers import wait_for

if TYPE_CHECKING:
    from playwright.sync_api import Page

THEME = "getComputedStyle(document.body).backgroundColor"


def test_one_click_on_a_tile_plays_it(page: "Page") -> None:
    page.goto("/")
    page.get_by_role("heading", name="Greensleeves").click()
    wait_for(page, "document.querySelector('.sounding song-player')?.heardMs > 300")
    assert page.locator(".sounding h3").inner_text() == "Greensleeves"
    page.get_by_role("heading", name="Ode to Joy").click()
    wait_for(page, "document.querySelector('.sounding h3')?.textContent === 'Ode to Joy'")
    assert page.locator(".sounding").count() == 1


def test_letters_play_the_piano(page: "Page") -> None:
    page.goto("/")
    page.keyboard.press("g")
    page.get_by_text("You just played G").wait_for()


def test_the_theme_follows_the_system_until_somebody_chooses(
    new_page: "Callable[..., Page]",
) -> None:
    page = new_page(color_scheme="dark")
    page.goto("/")
    dark = page.evaluate(THEME)
    page.get_by_role("button", name="Dark theme").click()
    light = page.evaluate(THEME)
    assert light != dark
    page.goto("/accounts/login/")
    assert page.evaluate(THEME) == light
    page.get_by_role("button", name="Dark theme").click()
    assert page.evaluate(THEME) == dark
    page.emulate_media(color_scheme="light")
    assert page.evaluate(THEME) == light


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("address", ["/", "/accounts/signup/", "/nothing-here/"])
def test_nothing_scrolls_sideways(
    new_page: "Callable[..., Page]", address: str, width: int
) -> None:
    page = new_page(viewport={"width": width, "height": 800})
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_skip_link_comes_first(page: "Page") -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
