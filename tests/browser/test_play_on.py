"""A song plays on while one walks through the site, until something else is to be heard."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from tests.browser.people import sign_up
from tests.browsers import wait_for

if TYPE_CHECKING:
    from playwright.sync_api import Page

NOW = "Number(document.querySelector('song-dock').shadowRoot.querySelector('.bar').ariaValueNow)"
TITLE = "document.querySelector('song-dock').shadowRoot.querySelector('a').textContent"


def test_a_song_plays_on_through_three_pages(new_page: "Callable[..., Page]") -> None:
    page = new_page()
    sign_up(page, "walker")
    page.goto("/")
    winners = page.locator(".winners [data-song]")
    winners.first.get_by_role("button").click()
    wait_for(page, f"document.querySelector('song-dock') && {NOW} >= 1")
    page.evaluate("window.walked = true")  # stays while no page is loaded as a whole

    page.get_by_role("navigation", name="Main").get_by_role("link", name="Challenges").click()
    page.get_by_role("heading", name="Challenges", level=1).wait_for()
    at = page.evaluate(NOW)
    wait_for(page, f"{NOW} > {at}")
    page.locator(".tiles h3 a", has_text="").last.click()
    page.get_by_role("navigation", name="This challenge").wait_for()
    page.go_back()
    page.get_by_role("heading", name="Challenges", level=1).wait_for()
    at = page.evaluate(NOW)
    wait_for(page, f"{NOW} > {at}")
    assert page.evaluate("walked")

    title = page.evaluate(TITLE)
    page.get_by_role("button", name="Next song").click()
    assert page.evaluate(TITLE) != title
    page.get_by_role("button", name="Pause", exact=False).wait_for()

    page.get_by_role("link", name="Chartbusters").first.click()
    page.locator("a[href$='/vote/']").first.click()
    page.get_by_role("button", name="Play Song A").wait_for()
    assert page.evaluate("window.walked === undefined && !document.querySelector('song-dock')")
    assert page.evaluate("JSON.parse(sessionStorage['chartbusters.dock']).playing") is False
