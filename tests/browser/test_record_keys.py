"""A MIDI keyboard is recorded, in a loop too, and let go of when it is unplugged."""

import re
from typing import TYPE_CHECKING

from tests.browser.keyboards import MIDI_KEYBOARD
from tests.browser.studio import NOTES, STATE, open_studio, reopen
from tests.browsers import wait_for

if TYPE_CHECKING:
    from playwright.sync_api import Page


ROLL = "document.querySelector('piano-roll').state"


def connect(page: "Page") -> None:
    """A keyboard is plugged in, and recording begins without a count-in."""
    page.add_init_script(MIDI_KEYBOARD)
    open_studio(page)
    page.locator(".transport .menu > summary").click()
    page.get_by_role("button", name="Connect a MIDI keyboard").click()
    page.get_by_text("No MIDI keyboard found").wait_for()
    page.evaluate("plug('Keys 25')")
    page.get_by_label("Count-in").select_option("0")


def begin(page: "Page") -> None:
    page.locator('[data-command="record"]').first.click()
    wait_for(page, f"{STATE}.playing")


def go_on(page: "Page", ticks: int = 300) -> None:
    before = page.evaluate(f"{STATE}.tick")
    wait_for(page, f"([before, ticks]) => {STATE}.tick > before + ticks", [before, ticks])


def strike(page: "Page", pitch: int, ticks: int = 300) -> None:
    page.evaluate("pitch => midi('Keys 25', 0x90, pitch, 100)", pitch)
    go_on(page, ticks)
    page.evaluate("pitch => midi('Keys 25', 0x80, pitch, 0)", pitch)


def heard_by_number(page: "Page") -> dict[str, list[int]]:
    """What each take sounds, and under 0 the song itself."""
    heard = {}
    for take in ("1", "2", "0"):
        page.keyboard.press(take)
        heard[take] = page.evaluate(f"{NOTES}.map(note => note.pitch)")
    return heard


def test_a_midi_keyboard_is_recorded(page: "Page") -> None:
    connect(page)
    begin(page)
    wait_for(page, f"{STATE}.tick > 200")
    for pitch in (60, 64, 67):
        strike(page, pitch)
    page.locator('[data-command="record"]').click()
    page.locator("#studio-notice").get_by_text("3 notes recorded").wait_for()
    played = page.evaluate(NOTES)
    assert [note["pitch"] for note in played] == [60, 64, 67]
    assert all(note["length"] > 200 for note in played)
    page.keyboard.press("Shift+Q")
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


def test_low_notes_come_into_view_as_they_are_recorded(page: "Page") -> None:
    connect(page)
    begin(page)
    page.evaluate("midi('Keys 25', 0x90, 28, 100)")
    wait_for(page, f"{ROLL}.growing.length === 1")
    view = page.evaluate(f"{ROLL}.view")
    assert view["topPitch"] - (view["height"] - 100) / view["pxPerPitch"] <= 28
    page.locator('[data-command="record"]').first.click()


def test_turns_of_a_loop_are_takes_to_compare(page: "Page") -> None:
    connect(page)
    page.get_by_label("What a recording does").select_option("replace")
    page.locator('[data-command="loop"]').first.click()
    begin(page)
    for pitch in (60, 62):
        wait_for(page, f"{STATE}.tick > 900 && {STATE}.tick < 2400")
        strike(page, pitch)
        wait_for(page, f"{STATE}.tick < 800")
    page.locator('[data-command="record"]').first.click()
    page.get_by_text("Each of 2 turns is a take").first.wait_for()
    assert heard_by_number(page) == {"0": [62], "1": [60], "2": [62]}
    reopen(page)
    assert heard_by_number(page) == {"0": [62], "1": [60], "2": [62]}


def test_eight_taps_say_how_late_one_plays(page: "Page") -> None:
    connect(page)
    page.get_by_role("button", name="Set it by eight taps").click()
    page.get_by_text("tap with each click").wait_for()
    page.evaluate(
        """() => { const piano = document.querySelector("song-keyboard"), now = performance.now();
          for (let tap = 0; tap < 8; tap += 1) {
            piano.press(60, 90, now + 600 * tap);
            piano.release(60, now + 600 * tap + 50);
          } }"""
    )
    page.get_by_role("button", name="Once more").wait_for()
    words = page.locator("#calibration-text").inner_text()
    found = re.match(r"You tap (\d+) ms (after|before) the click|You tap with the click", words)
    assert found, words
    late = int(found[1] or 0) * (1 if found[2] == "after" else -1)
    assert int(page.locator("#latency").input_value()) == max(-200, min(200, -late))


def test_what_is_being_recorded_outlives_a_reload(page: "Page") -> None:
    connect(page)
    begin(page)
    wait_for(page, f"{STATE}.tick > 200")
    strike(page, 60)
    strike(page, 64)
    reopen(page)
    assert [note["pitch"] for note in page.evaluate(NOTES)] == [60, 64]
