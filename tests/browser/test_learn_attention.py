"""The Transformer's capsule by keys alone, and what a screen reader has of its threads, heads and
dice; the numbers on the page are those of the trace."""

import json
from typing import TYPE_CHECKING

from django.conf import settings

from tests.browser.capsules import COUNT_NOTES, answer_all, wait_for_sound
from tests.browser.keyboards import tab_to
from tests.browsers import wait_for

if TYPE_CHECKING:
    from playwright.sync_api import Page

CAPSULE = "/learn/what-is-it-listening-to/"
TRACE = settings.BASE_DIR / "static" / "learning" / "attention.json"
HEAD = 5 * 8 + 6  # head 7 of layer 6


def press(page: "Page", *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_it_is_played_with_by_keys_alone(page: "Page") -> None:
    trace = json.loads(TRACE.read_text())
    page.add_init_script(COUNT_NOTES)
    hear_it(page, len(trace["made"]))
    choose_a_head(page, trace["attention"][0]["heads"][HEAD][2])
    mute_a_head(page, len(trace["muted"]["0.0"]["made"]))
    shrink_the_memory(page)
    heat_the_dice(page)
    page.goto(f"{CAPSULE}check/")
    answer_all(page)
    tab_to(page, "Open this in the studio")
    press(page, "Enter")
    page.wait_for_url("**/studio/**")


def hear_it(page: "Page", notes: int) -> None:
    page.goto(CAPSULE)
    tab_to(page, "Play")
    press(page, "Enter")
    wait_for_sound(page)
    press(page, "Enter")
    page.get_by_role("button", name="Play", exact=True).wait_for()
    note = page.get_by_role("slider", name="Note", exact=True)
    note.focus()
    press(page, "Home")
    told = note.get_attribute("aria-valuetext") or ""
    assert told.startswith(f"1 of {notes}: C 4 in bar 9, beat 1")
    assert page.locator(".token dd").all_inner_texts()[3] == "60"


def choose_a_head(page: "Page", share: int) -> None:
    page.goto(f"{CAPSULE}heads/")
    answer_all(page)
    grid = page.get_by_role("group", name="Heads, a row a layer")
    assert 'button "Head 1 of layer 1: ' in grid.aria_snapshot()
    tab_to(page, "Head 1 of layer 1")
    press(page, *["ArrowDown"] * 5, *["ArrowRight"] * 6, "Enter")
    pressed = grid.get_by_role("button", pressed=True)
    assert (pressed.get_attribute("aria-label") or "").startswith("Head 7 of layer 6: ")
    told = page.locator("learn-listening .told").inner_text()
    assert told.startswith(f"This C 4 listened most to the D 4 just before it ({share / 10:.0f} %)")
    assert page.locator("learn-listening svg path").count() > 0


def mute_a_head(page: "Page", notes: int) -> None:
    page.goto(f"{CAPSULE}mute/")
    answer_all(page)
    status = page.locator("learn-versions").get_by_role("status")
    assert status.inner_text().startswith("All heads listen. Nothing has changed")
    tab_to(page, "Head 1 of layer 1: muted")
    press(page, "Enter")
    words = status.inner_text()
    assert words.startswith("Head 1 of layer 1: muted.") and f"of its {notes} notes" in words
    tab_to(page, "Play")
    press(page, "Enter")
    wait_for_sound(page)
    press(page, "Enter")
    page.reload()
    status.wait_for()


def shrink_the_memory(page: "Page") -> None:
    page.goto(f"{CAPSULE}window/")
    answer_all(page)
    memory = page.get_by_role("slider", name="Memory")
    assert memory.get_attribute("aria-valuetext") == "all bars"
    memory.focus()
    press(page, "Home")
    assert memory.get_attribute("aria-valuetext") == "1 bar"
    status = page.locator("learn-versions p[role=status]")
    assert status.inner_text().startswith("Of its runs of four notes 0 % stand in the tune.")
    assert 'row "1 bar 0 %"' in page.get_by_role("table").aria_snapshot()


def heat_the_dice(page: "Page") -> None:
    page.goto(f"{CAPSULE}dice/")
    answer_all(page)
    rows = page.get_by_role("row")
    first = rows.first.inner_text()
    page.get_by_role("slider", name="Temperature").focus()
    press(page, "End")
    wait_for(page, "before => document.querySelector('.shares tr').innerText !== before", first)
    page.get_by_role("slider", name="Likely notes only").focus()
    press(page, "Home")
    assert rows.count() < 10
