"""A song is published under a licence and remixed by others, who keep to it, until its maker thinks
again; the pages of those who came in time stay as they were."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from generation.music.song import Song
from tests.browser.people import sign_up
from tests.browser.test_share_page import save
from tests.browsers import wait_for

if TYPE_CHECKING:
    from playwright.sync_api import Page


def publish(page: "Page", address: str, licence: str) -> None:
    page.goto(address)
    page.get_by_label("Everybody", exact=True).check()
    page.get_by_label(licence, exact=True).check()
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Saved.").wait_for()


def remix(page: "Page", address: str) -> str:
    """The page of a remix that was opened from a song's page and saved."""
    page.goto(address)
    page.get_by_role("link", name="Remix this").click()
    page.wait_for_url("**/studio/**")
    wait_for(page, "chartbusters.state().notes[0] > 0")
    page.keyboard.press("Control+s")
    link = page.get_by_role("link", name="See its page")
    link.wait_for()
    return link.get_attribute("href") or ""


def test_remixes_and_a_change_of_mind(
    new_page: "Callable[..., Page]", sample_song: Callable[..., Song]
) -> None:
    maker = new_page()
    sign_up(maker, "licensor")
    address = save(maker, sample_song(bars=4), "Shared Alike")
    publish(maker, address, "CC BY-SA 4.0")
    remixes = {}
    for number in range(2):
        other = new_page()
        sign_up(other, f"remixer{number}")
        remixes[other] = remix(other, address)
        other.goto(remixes[other])
        other.get_by_role("heading", name="A remix").wait_for()
        assert other.locator("#credit").input_value().startswith("Made from “Shared Alike” by")
        assert other.locator(".licences input").count() == 1  # the same licence and no other

    # In a second tab, which was open all the while, the maker thinks again.
    publish(maker, address, "All rights reserved")
    late = new_page()
    sign_up(late, "latecomer")
    late.goto(address)
    assert late.get_by_role("link", name="Remix this").count() == 0
    late.get_by_text("lets nobody make a song of their own from it").wait_for()
    for other in remixes:
        other.reload()
        assert "taken under CC BY-SA 4.0" in other.locator("main").inner_text()


def test_an_address_from_before_says_why_not(
    new_page: "Callable[..., Page]", sample_song: Callable[..., Song]
) -> None:
    maker = new_page()
    sign_up(maker, "keeper-of-rights")
    address = save(maker, sample_song(bars=4), "All Mine")
    publish(maker, address, "CC BY-ND 4.0")
    maker.get_by_role("link", name="Open in the studio").click()
    song = maker.url.partition("composition=")[2]
    other = new_page()
    other.goto(f"/studio/?remix={song}")
    other.get_by_text("its licence lets nobody make a song of their own").first.wait_for()
