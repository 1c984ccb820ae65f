"""On small windows too the chosen track has its volume, name and instrument, behind one button."""

from typing import TYPE_CHECKING

from tests.browser.studio import open_studio, take_melody

if TYPE_CHECKING:
    from playwright.sync_api import Page

TRACK = "document.querySelector('piano-roll').state.song.tracks[0]"


def test_the_instrument_is_chosen_on_a_phone(page: "Page") -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    open_studio(page)
    take_melody(page)
    instrument = page.get_by_label("Instrument", exact=True)
    assert instrument.is_hidden()
    page.get_by_role("button", name="Details of the track").click()
    instrument.select_option("40")
    page.get_by_label("Volume of Melody").press("End")
    assert page.evaluate(f"[{TRACK}.program, {TRACK}.volume]") == [40, 127]
    page.keyboard.press("Escape")
    assert instrument.is_hidden()
    assert "Details" in page.evaluate("document.activeElement.textContent")
