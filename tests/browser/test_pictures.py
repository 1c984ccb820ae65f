"""The README's pictures: three pages have what the pictures show, and where PICTURES names a folder
(`make pictures`) they are taken anew, so that they never age."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from tests.browser.studio import open_studio, take_melody
from tests.browsers import patience, wait_for

if TYPE_CHECKING:
    from playwright.sync_api import Page

VIEW = {"width": 1200, "height": 760}
STUDIO = {"width": 1440, "height": 820}  # so that the models stand beside the notes
BOARD = "/challenges/trick-or-melody/leaderboard/"  # of the demo, where votes are counted
SONG = "Elise Rings Twice"  # which stands on that board
PICTURE = "document.querySelector('share-player').shadowRoot.querySelector('canvas').width > 300"


def take_picture(page: "Page", name: str) -> None:
    """As a reader sees it: fonts there, nothing moving, no pointer over anything."""
    if folder := os.environ.get("PICTURES"):
        page.evaluate("document.fonts.ready.then(() => true)")
        page.mouse.move(0, 0)
        page.screenshot(path=Path(folder) / f"{name}.png", animations="disabled", caret="hide")


def test_the_studio_shows_a_song_and_takes_that_carry_it_on(
    new_page: "Callable[..., Page]",
) -> None:
    page = new_page(viewport=STUDIO, color_scheme="light")
    open_studio(page)
    take_melody(page)
    page.locator(".choice.model").first.wait_for()
    page.get_by_text("More settings").click()
    page.locator("#seed").fill("7")
    page.get_by_text("More settings").click()
    page.locator("#generate").click()
    page.get_by_role("button", name="Keep it").click(timeout=patience())
    wait_for(page, "chartbusters.state().notes.length > 1")
    page.get_by_role("radio", name="Continuer").check()
    page.get_by_role("radio", name="2", exact=True).check()
    page.get_by_label("Seconds to add").fill("12")
    page.locator("#generate").click()
    wait_for(page, "chartbusters.state().heard === 2", seconds=120.0)
    page.get_by_role("button", name="Take 3 ·").click()
    wait_for(page, "chartbusters.state().heard === 3")
    page.get_by_role("button", name="No more hints").click()
    page.locator("#studio-notice").get_by_role("button", name="Close").click()
    page.locator("[data-command=fit]").click()
    page.locator("#drawer-body").evaluate("body => (body.scrollTop = 0)")
    assert page.locator("#tracks .track").count() > 1
    assert page.get_by_role("application", name="Notes of").is_visible()
    assert page.get_by_role("button", name="Keep take").count() > 1
    take_picture(page, "studio")


def test_the_board_shows_entries_in_order(new_page: "Callable[..., Page]") -> None:
    page = new_page(viewport=VIEW, color_scheme="light")
    page.goto(BOARD)
    page.get_by_role("heading", name="Leaderboard").wait_for()
    assert page.get_by_role("link", name=SONG).count() > 0
    take_picture(page, "board")


def test_a_songs_page_shows_its_recording(new_page: "Callable[..., Page]") -> None:
    page = new_page(viewport=VIEW, color_scheme="light")
    page.goto(BOARD)
    page.get_by_role("link", name=SONG).first.click()
    page.get_by_role("link", name="its own page").click()
    page.get_by_role("heading", name=SONG).wait_for()
    page.get_by_role("slider", name=f"Position in {SONG}").wait_for(timeout=patience())
    wait_for(page, PICTURE)
    take_picture(page, "share")
