"""The draft of a song is kept in the browser: it is there again, whatever happens to the page."""

from typing import TYPE_CHECKING

from tests.browser.studio import (
    KEPT,
    STATE,
    draw_note,
    note_total,
    open_studio,
    reopen,
    take_melody,
)
from tests.browsers import wait_for

if TYPE_CHECKING:
    from playwright.sync_api import Page


def test_the_draft_survives_and_no_empty_song_takes_its_place(page: "Page") -> None:
    open_studio(page)
    take_melody(page)
    before = note_total(page)
    page.get_by_text("Draft kept in this browser").wait_for()
    page.reload()
    page.get_by_text("Your draft from a moment ago is back").wait_for()
    assert note_total(page) == before
    page.get_by_role("button", name="Start with an empty song").click()
    assert note_total(page) == 0
    page.reload()
    page.get_by_text("is back").wait_for()
    assert note_total(page) == before


def test_the_melody_is_there_as_it_was_when_one_wants_it(page: "Page") -> None:
    page.goto("/studio/?preset=ode-to-joy")
    wait_for(page, f"{STATE}.notes[0] > 0")
    plain = note_total(page)
    draw_note(page)
    page.goto("/studio/?preset=ode-to-joy")
    page.get_by_text("is back").wait_for()
    assert note_total(page) == plain + 1
    page.get_by_role("button", name="Start from the melody as it was").click()
    wait_for(page, f"{STATE}.notes[0] === {plain}")
    page.get_by_text(KEPT).wait_for()
    page.reload()
    page.get_by_role("button", name="Open Ode to Joy").click()
    wait_for(page, f"{STATE}.notes[0] === {plain + 1}")


def test_another_melody_leaves_the_draft_on_the_shelf(page: "Page") -> None:
    open_studio(page)
    draw_note(page)
    page.get_by_text(KEPT).wait_for()
    page.goto("/studio/?preset=ode-to-joy")
    wait_for(page, f"{STATE}.notes[0] > 1")
    page.locator("#studio-notice").get_by_role("button", name="Open the untitled one").click()
    wait_for(page, f"{STATE}.notes[0] === 1")


def test_the_title_alone_is_kept_too(page: "Page") -> None:
    open_studio(page)
    take_melody(page)
    page.get_by_text(KEPT).wait_for()
    page.get_by_label("Title of the song").fill("Mine")
    reopen(page)
    assert page.evaluate(f"{STATE}.title") == "Mine"


def test_undo_outlives_the_page(page: "Page") -> None:
    open_studio(page)
    take_melody(page)
    before = note_total(page)
    for x in (300, 400, 500):
        draw_note(page, x=x)
    reopen(page)
    for left in (2, 1, 0):
        page.keyboard.press("Control+z")
        assert note_total(page) == before + left
    for back in (1, 2, 3):
        page.keyboard.press("Control+y")
        assert note_total(page) == before + back


def test_the_place_and_what_is_muted_outlive_the_page(page: "Page") -> None:
    open_studio(page)
    take_melody(page)
    view = """(({ scrollTick, topPitch, pxPerTick, pxPerPitch }) =>
      [scrollTick, topPitch, pxPerTick, pxPerPitch])(document.querySelector('#roll').state.view)"""
    page.keyboard.press("+")
    page.keyboard.press("+")
    page.keyboard.press("Shift+M")
    muted = page.locator("#tracks").get_by_role("button", name="Mute", pressed=True).first
    muted.wait_for()
    before = page.evaluate(view)
    reopen(page)
    muted.wait_for()
    wait_for(page, f"before => String({view}) === String(before)", before)
