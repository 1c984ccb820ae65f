"""Chords that one writes above the notes: typed in a bar, taken back, there after a reload and in
takes."""

from typing import TYPE_CHECKING

import pytest

from tests.browser.axe import AXE, violations
from tests.browser.studio import (
    KEPT,
    STATE,
    make_take,
    open_menu,
    open_models,
    open_studio,
    reopen,
    take_melody,
)
from tests.browser.test_show_chords import LINES, ROLL, chord_place
from tests.browsers import wait_for

if TYPE_CHECKING:
    from playwright.sync_api import Page

CHORDS = f"{ROLL}.state.song.chords.map(({{ onset, symbol }}) => [onset, symbol])"
UNDO = f"{STATE}.undo"
BAR_3 = 5760  # of Greensleeves, in 3/4


def test_a_chord_is_typed_undone_redone_and_stands_after_a_reload(page: "Page") -> None:
    open_studio(page)
    take_melody(page, "Greensleeves")
    wait_for(page, f"{LINES}.length > 10")
    found = page.evaluate(LINES)
    x, y, _ = chord_place(page, 1)
    page.mouse.click(x + 2, y)
    field = page.get_by_role("combobox", name="Chord")
    assert field.input_value() == "G"
    page.keyboard.type("H")  # over what stands there: the field has the focus
    page.keyboard.press("Enter")
    assert "A letter from A to G" in page.locator("#chord-words").inner_text()
    assert page.evaluate(CHORDS) == []
    field.fill("g7")
    page.keyboard.press("Enter")
    wait_for(page, f"{CHORDS}[0]?.join() === '{BAR_3},G7'")
    assert page.evaluate(LINES)[:3] == [
        found[0],
        "bar 3: G seventh, written",
        f"{found[2]}, written",
    ]
    page.keyboard.press("Control+z")
    wait_for(page, f"{CHORDS}.length === 0")
    assert page.evaluate(LINES) == found
    page.keyboard.press("Control+Shift+Z")
    wait_for(page, f"{CHORDS}[0]?.join() === '{BAR_3},G7'")
    written = page.evaluate(CHORDS)
    page.get_by_text(KEPT).first.wait_for()
    reopen(page)
    wait_for(page, f"{CHORDS}.length === {len(written)}")
    assert page.evaluate(CHORDS) == written
    wait_for(page, f"{LINES}[1] === 'bar 3: G seventh, written'")
    open_models(page)
    page.locator("#models").get_by_text("Pop band").click()
    page.get_by_text("Follows your chords.").wait_for()
    make_take(page)
    wait_for(page, f"{STATE}.heard === 1")
    assert page.evaluate(CHORDS) == written, "a take keeps them"


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed: npm ci in frontend/")
def test_the_lane_is_walked_and_written_without_a_mouse(page: "Page") -> None:
    open_studio(page)
    take_melody(page, "Greensleeves")
    wait_for(page, f"{LINES}.length > 10")
    page.keyboard.press("Control+k")
    page.get_by_role("dialog", name="Chord in bar 1").wait_for()
    page.evaluate(AXE.read_text())
    assert violations(page) == []
    page.keyboard.press("Escape")
    spoken = page.locator("#studio-live")
    wait_for(page, f"{ROLL}.shadowRoot.activeElement?.getAttribute('aria-label') === 'Chords'")
    page.keyboard.press("ArrowRight")
    wait_for(page, f"{ROLL}.state.chordPlace > 0")
    assert spoken.inner_text().endswith("found")
    page.keyboard.type("dm")
    page.keyboard.press("Enter")
    wait_for(page, f"{CHORDS}[0]?.[1] === 'Dm'")
    page.keyboard.press("Delete")
    wait_for(page, f"{CHORDS}[0]?.[1] !== 'Dm'")
    open_menu(page, "edit")
    page.get_by_role("button", name="Clear written chords").click()
    wait_for(page, f"{CHORDS}.length === 0")
    open_menu(page, "edit")
    page.get_by_role("button", name="Write the found chords down").click()
    wait_for(page, f"{CHORDS}.length > 10")
    assert page.evaluate(f"{LINES}.every((line) => line.endsWith(', written'))")
    assert page.evaluate(UNDO) == "Write the found chords down"
