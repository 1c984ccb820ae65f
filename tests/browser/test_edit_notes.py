"""Notes are drawn, moved and erased: with the mouse, and with the keyboard alone."""

from typing import TYPE_CHECKING

from tests.browser.keyboards import tab_to
from tests.browser.studio import LOUDEST, NOTES, hear_by_key, note_total, open_studio
from tests.browsers import patience, wait_for

if TYPE_CHECKING:
    from playwright.sync_api import Page


def test_a_click_adds_a_sounding_note_and_undo_takes_it_back(page: "Page") -> None:
    open_studio(page)
    # The note is short: something must listen all the time.
    page.evaluate(LOUDEST)
    page.locator("piano-roll").click(position={"x": 200, "y": 60})
    assert note_total(page) == 1
    wait_for(page, "loudest > 0.001")
    before = page.evaluate(NOTES)[0]["pitch"]
    page.keyboard.press("ArrowUp")
    assert page.evaluate(NOTES)[0]["pitch"] == before + 1
    page.get_by_role("button", name="Undo").click()
    page.get_by_role("button", name="Undo").click()
    assert note_total(page) == 0
    page.get_by_role("button", name="Redo").click()
    assert note_total(page) == 1


def test_a_right_click_erases_and_a_double_click_on_nothing_does_not(page: "Page") -> None:
    open_studio(page)
    roll = page.locator("piano-roll")
    roll.dblclick(position={"x": 200, "y": 60})
    assert note_total(page) == 1
    roll.click(position={"x": 202, "y": 60}, button="right")
    assert note_total(page) == 0


def test_the_whole_way_with_the_keyboard_alone(page: "Page") -> None:
    open_studio(page)
    tab_to(page, "Notes of Melody")
    for pitch_steps in (0, 2, 2):
        for _ in range(pitch_steps):
            page.keyboard.press("ArrowUp")
        page.keyboard.press("Enter")
        for _ in range(4):
            page.keyboard.press("ArrowRight")
    assert [note["pitch"] for note in page.evaluate(NOTES)] == [60, 62, 64]
    page.keyboard.press("ArrowLeft")
    wait_for(
        page,
        "document.querySelector('#studio-live').textContent.startsWith('E 4, bar 1 beat 3, "
        "quarter')",
    )
    page.keyboard.press("Alt+ArrowRight")
    page.keyboard.press("Control+ArrowUp")
    assert page.evaluate(NOTES)[2] == {"onset": 1920, "pitch": 65, "length": 1200, "velocity": 90}
    hear_by_key(page)
    page.keyboard.press("Control+Enter")
    page.locator("#takes .take").nth(1).wait_for(timeout=patience())
    assert page.evaluate("chartbusters.state().heard") == 1
    made = note_total(page)
    assert made > 3
    page.keyboard.press("0")
    assert note_total(page) == 3
    page.keyboard.press(".")
    assert note_total(page) == made
    tab_to(page, "Keep take 1")
    page.keyboard.press("Enter")
    assert page.evaluate("[chartbusters.state().heard, chartbusters.state().undo]") == [
        0,
        "Keep take 1",
    ]
    page.keyboard.press("Control+z")
    assert note_total(page) == 3
