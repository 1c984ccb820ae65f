"""What a phone has no row for is a tap behind a button: tempo, a track's details; and the page says
that the song is kept."""

from typing import TYPE_CHECKING

import pytest

from tests.browser.studio import open_studio, take_melody
from tests.browsers import wait_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

SONG = "document.querySelector('piano-roll').state.song"


@pytest.mark.parametrize("size", [(390, 844), (844, 390)], ids=["upright", "on its side"])
def test_tempo_and_details_are_reached(
    new_page: "Callable[..., Page]", size: tuple[int, int]
) -> None:
    width, height = size
    page = new_page(viewport={"width": width, "height": height}, has_touch=True)
    open_studio(page)
    take_melody(page)
    page.get_by_text("Kept here").wait_for()
    page.get_by_text("More", exact=True).tap()
    assert page.get_by_role("button", name="Tap", exact=True).is_visible()
    page.get_by_role("spinbutton", name="Tempo").fill("90")
    page.get_by_role("combobox", name="Meter").select_option("3/4")
    wait_for(page, f"{SONG}.tempi[0].usPerQuarter === 666667 && {SONG}.meters[0].numerator === 3")
    page.keyboard.press("Escape")
    if not page.locator("#tracks").is_visible():
        page.get_by_role("button", name="Tracks", exact=True).tap()
    page.get_by_role("button", name="Details of Melody").tap()
    page.get_by_role("combobox", name="Instrument").select_option("Violin")
    page.locator(".track-colours label").nth(4).tap()
    wait_for(page, f"{SONG}.tracks[0].program === 40 && {SONG}.tracks[0].colour === 5")
    page.keyboard.press("Escape")
    assert page.get_by_role("combobox", name="Instrument").is_hidden()
