"""A MIDI keyboard is recorded, and let go of when it is unplugged."""

from typing import TYPE_CHECKING

from tests.browser.keyboards import MIDI_KEYBOARD
from tests.browser.studio import NOTES, open_studio
from tests.browsers import wait_for

if TYPE_CHECKING:
    from playwright.sync_api import Page


def test_a_midi_keyboard_is_recorded(page: "Page") -> None:
    page.add_init_script(MIDI_KEYBOARD)
    open_studio(page)
    page.locator(".transport .menu > summary").click()
    page.get_by_role("button", name="Connect a MIDI keyboard").click()
    page.get_by_text("No MIDI keyboard found").wait_for()
    page.evaluate("plug('Keys 25')")
    page.get_by_label("Count-in").select_option("0")
    page.get_by_role("button", name="Record", exact=False).first.click()
    wait_for(page, "chartbusters.state().tick > 200")
    for pitch in (60, 64, 67):
        page.evaluate("pitch => midi('Keys 25', 0x90, pitch, 100)", pitch)
        before = page.evaluate("chartbusters.state().tick")
        wait_for(page, "before => chartbusters.state().tick > before + 300", before)
        page.evaluate("pitch => midi('Keys 25', 0x80, pitch, 0)", pitch)
    page.locator('[data-command="record"]').click()
    page.locator("#studio-notice").get_by_text("3 notes recorded").wait_for()
    played = page.evaluate(NOTES)
    assert [note["pitch"] for note in played] == [60, 64, 67]
    assert all(note["length"] > 200 for note in played)
    page.keyboard.press("q")
    assert all(note["onset"] % 240 == 0 for note in page.evaluate(NOTES))


def test_a_midi_keyboard_that_is_unplugged_lets_go_of_its_keys(page: "Page") -> None:
    page.add_init_script(MIDI_KEYBOARD)
    open_studio(page)
    page.locator(".transport .menu > summary").click()
    page.get_by_role("button", name="Connect a MIDI keyboard").click()
    page.evaluate("plug('Keys 25')")
    page.evaluate("midi('Keys 25', 0x90, 60, 100)")
    held = "document.querySelector('song-keyboard').shadowRoot.querySelectorAll('.held').length"
    assert page.evaluate(held) == 1
    page.evaluate("unplug('Keys 25')")
    assert page.evaluate(held) == 0
