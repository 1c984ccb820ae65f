"""Notes are drawn, moved and erased: with the mouse, and with the keyboard alone."""

import re
from typing import TYPE_CHECKING

from tests.browser.keyboards import tab_to
from tests.browser.studio import LOUDEST, NOTES, hear_by_key, note_total, open_studio
from tests.browsers import patience, wait_for

if TYPE_CHECKING:
    from collections.abc import Callable

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
    page.get_by_role("button", name=re.compile("^Melody ?, 3 notes$")).wait_for()
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


def place(page: "Page", tick: int, pitch: int) -> tuple[float, float]:
    """Where the middle of a cell's row is on the screen."""
    x, y = page.evaluate(
        """([tick, pitch]) => {
          const { view } = document.querySelector("piano-roll").state;
          const across = 56 + (tick - view.scrollTick) * view.pxPerTick;
          return [across, view.head + (view.topPitch - pitch + 0.5) * view.pxPerPitch];
        }""",
        [tick, pitch],
    )
    box = page.locator("piano-roll").bounding_box()
    assert box
    return box["x"] + x, box["y"] + y


def sweep(page: "Page", start: tuple[float, float], end: tuple[float, float]) -> None:
    """A press and five events across; the button stays down."""
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(*end, steps=5)


def draw_row(page: "Page", count: int, pitch: int = 72) -> None:
    """Notes of a sixteenth on each eighth."""
    page.evaluate(
        """([count, pitch]) => {
          const roll = document.querySelector("piano-roll");
          const { song } = roll.state;
          const at = (_, index) => ({ onset: index * 480, pitch, length: 240, velocity: 80 });
          const notes = Array.from({ length: count }, at);
          const tracks = [{ ...song.tracks[0], notes }];
          roll.commit({ song: { ...song, tracks }, notes: [] }, "Add notes");
        }""",
        [count, pitch],
    )


def test_a_quick_eraser_misses_no_note(page: "Page") -> None:
    open_studio(page)
    draw_row(page, 12)
    page.locator("piano-roll").scroll_into_view_if_needed()
    page.get_by_role("button", name="Erase", exact=True).click()
    sweep(page, place(page, 20, 72), place(page, 11 * 480 + 120, 72))
    page.mouse.up()
    assert note_total(page) == 0
    page.get_by_role("button", name="Undo").click()
    assert note_total(page) == 12  # one step


def test_escape_takes_a_running_drag_back(page: "Page") -> None:
    open_studio(page)
    draw_row(page, 2)
    before = page.evaluate(NOTES)
    page.locator("piano-roll").scroll_into_view_if_needed()
    sweep(page, place(page, 600, 72), place(page, 2000, 76))
    assert page.evaluate(NOTES) != before
    page.keyboard.press("Escape")
    page.mouse.up()
    assert page.evaluate(NOTES) == before
    assert page.evaluate("chartbusters.state().undo") == "Add notes"


def test_one_hears_a_tidied_song_before_one_takes_it(page: "Page") -> None:
    open_studio(page)
    page.locator("piano-roll").click(position={"x": 200, "y": 60})
    page.keyboard.press("Alt+q")
    panel = page.locator("#tidy-panel")
    panel.wait_for()
    drawn = page.evaluate(NOTES)[0]
    page.get_by_role("slider", name="Swing").fill("70")
    late = page.evaluate(NOTES)[0]["onset"]
    assert late == drawn["onset"] // 480 * 480 + 336  # the second of two steps
    page.evaluate(LOUDEST)
    panel.get_by_role("button", name="After").click()
    wait_for(page, "loudest > 0.001")
    panel.get_by_role("button", name="Before").click()
    assert page.evaluate(NOTES)[0] == drawn
    panel.get_by_role("button", name="Tidy").click()
    panel.wait_for(state="hidden")
    assert page.evaluate(NOTES)[0]["onset"] == late
    assert page.evaluate("chartbusters.state().undo") == "Tidy to grid"
    page.keyboard.press("ArrowRight")  # the notes have the keys again
    assert page.evaluate(NOTES)[0]["onset"] == late + 240


def test_notes_keep_to_the_scale_until_one_press_frees_them(page: "Page") -> None:
    open_studio(page)
    page.get_by_role("button", name="Scale", exact=True).click()
    roll = page.locator("piano-roll")
    roll.scroll_into_view_if_needed()
    page.mouse.click(*place(page, 10, 66))
    page.keyboard.press("ArrowUp")
    assert page.evaluate(NOTES)[0]["pitch"] == 69  # G is the nearest of C pentatonic, then A
    page.get_by_role("button", name="Scale", exact=True).click()
    page.keyboard.press("ArrowUp")
    assert page.evaluate(NOTES)[0]["pitch"] == 70


def test_what_is_selected_by_a_command_is_what_arrows_and_numbers_change(page: "Page") -> None:
    open_studio(page)
    draw_row(page, 3)
    tab_to(page, "Notes of Melody")  # from here arrows move a cursor
    page.keyboard.press("Control+a")
    page.keyboard.press("ArrowUp")
    assert [note["pitch"] for note in page.evaluate(NOTES)] == [73] * 3
    velocity = page.get_by_label("Velocity of the selected notes")
    velocity.fill("101")
    velocity.press("Enter")
    assert [note["velocity"] for note in page.evaluate(NOTES)] == [101] * 3


def test_a_finger_leaves_the_keys_to_the_notes(new_page: "Callable[..., Page]") -> None:
    page = new_page(has_touch=True)
    open_studio(page)
    roll = page.locator("piano-roll")
    roll.tap(position={"x": 200, "y": 60})
    pitch = page.evaluate(NOTES)[0]["pitch"]
    page.get_by_role("button", name="Zoom in").tap()
    page.keyboard.press("ArrowUp")
    assert page.evaluate(NOTES)[0]["pitch"] == pitch + 1
