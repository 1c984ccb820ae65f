"""The chords above the notes: those of a known song, chosen by mouse, and those of a take."""

import json
from typing import TYPE_CHECKING

from tests.browser.studio import STATE, make_take, open_menu, open_studio, take_melody
from tests.browsers import wait_for

if TYPE_CHECKING:
    from playwright.sync_api import Page

ROLL = "document.querySelector('piano-roll')"
LINES = f"""[...{ROLL}.shadowRoot.querySelectorAll('#chords [role=button]')]
  .map((chord) => chord.textContent)"""
SELECTED = f"[...{ROLL}.state.selection].map(({{ pitch }}) => pitch)"
LOOP = f"{ROLL}.state.loop"


def test_chords_of_a_melody_are_read_chosen_looped_and_put_away(page: "Page") -> None:
    open_studio(page)
    take_melody(page, "Greensleeves")
    wait_for(page, f"{LINES}.length > 10")
    assert page.evaluate(LINES)[:3] == ["bar 1: A minor", "bar 3: G major", "bar 4: A minor"]
    x, y, wide = chord_place(page, 1)
    page.mouse.click(x + 2, y)
    wait_for(page, f"{SELECTED}.length > 0")
    in_bar_3 = (
        f"{ROLL}.state.song.tracks[0].notes.filter(({{ onset }}) => onset >= 5760 && onset < 8640)"
    )
    assert page.evaluate(SELECTED) == page.evaluate(f"{in_bar_3}.map(({{ pitch }}) => pitch)")
    assert page.locator("#studio-live").inner_text().startswith("bar 3: G major")
    page.mouse.move(x + 2, y)
    page.mouse.down()
    page.mouse.move(x + wide + 2, y, steps=5)
    page.mouse.up()
    wait_for(page, f"{LOOP}?.start === 5760 && {LOOP}.end === 11520")
    page.keyboard.press("Shift+H")
    wait_for(page, f"{LINES}.length === 0")
    page.reload()
    wait_for(page, f"{STATE}.notes[0] > 0")
    assert page.evaluate(LINES) == []
    open_menu(page, "view")
    page.get_by_role("button", name="Show chords").click()
    wait_for(page, f"{LINES}.length > 10")


def test_a_take_that_is_heard_has_chords_of_its_own(page: "Page") -> None:
    open_studio(page)
    take_melody(page, "Greensleeves")
    wait_for(page, f"{LINES}.length > 10")
    mine = page.evaluate(LINES)
    make_take(page)
    wait_for(page, f"{STATE}.heard === 1")
    wait_for(page, f"!{ROLL}.state.harmony.proposed")
    page.keyboard.press("0")
    wait_for(
        page,
        "mine => JSON.stringify(" + LINES + ") === mine",
        json.dumps(mine, separators=(",", ":")),
    )


def chord_place(page: "Page", index: int) -> list[float]:
    """Where a chord is on the screen: its left edge, the middle of the lane, how wide it is."""
    place: list[float] = page.evaluate(
        f"""index => {{
          const {{ view, harmony }} = {ROLL}.state;
          const {{ left, top }} = chartbusters.notes();
          const {{ start, end }} = harmony.chords[index];
          const x = left + (start - view.scrollTick) * view.pxPerTick;
          return [x, top - 8, (end - start) * view.pxPerTick];
        }}""",
        index,
    )
    return place
