"""Takes stay with the song they were made for, and what one edits meanwhile stays one's own."""

from typing import TYPE_CHECKING

from tests.browser.studio import (
    STATE,
    draw_note,
    make_take,
    note_total,
    open_menu,
    open_studio,
    reopen,
    take_melody,
)
from tests.browsers import patience, wait_for

if TYPE_CHECKING:
    from playwright.sync_api import Page


def test_a_take_that_comes_while_one_edits_waits_beside_the_song(page: "Page") -> None:
    open_studio(page)
    take_melody(page)
    page.locator("#generate").click()
    draw_note(page)
    mine = note_total(page)
    page.get_by_text("You are still in your own").wait_for(timeout=patience())
    assert (note_total(page), page.evaluate(f"{STATE}.heard")) == (mine, 0)
    page.get_by_role("button", name="Hear it").click()
    page.get_by_role("button", name="Keep take 1").click()
    page.get_by_text("What you changed after you had asked for it is not in it").wait_for()
    page.locator("#studio-notice").get_by_role("button", name="Undo").click()
    assert note_total(page) == mine


def test_a_take_in_the_making_is_found_again_with_its_song(page: "Page") -> None:
    open_studio(page)
    take_melody(page)
    page.locator("#generate").click()
    page.locator("#job").get_by_text("Sending your song").wait_for(state="hidden")
    page.reload()
    wait_for(page, f"{STATE}.takes === 1", seconds=120.0)
    page.get_by_role("button", name="Keep take 1").wait_for()


def test_editing_a_take_says_that_it_is_kept(page: "Page") -> None:
    open_studio(page)
    take_melody(page)
    before = note_total(page)
    make_take(page)
    draw_note(page)
    page.get_by_text("Your edit made the take your song").wait_for()
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    assert note_total(page) == before


def test_takes_that_were_not_kept_are_there_again(page: "Page") -> None:
    open_studio(page)
    take_melody(page)
    make_take(page)
    made = note_total(page)
    make_take(page)
    page.get_by_role("button", name="Delete take 2").click()
    make_take(page)
    reopen(page)
    wait_for(page, f"{STATE}.takes === 2")
    assert page.locator("#takes kbd").all_inner_texts() == ["0", "1", "3"]
    page.keyboard.press("1")
    assert note_total(page) == made


def test_a_take_waits_with_the_song_it_was_made_for(page: "Page") -> None:
    open_studio(page)
    take_melody(page)
    page.locator("#generate").click()
    wait_for(page, "document.querySelector('#job-stage').textContent !== 'Sending your song'")
    take_melody(page, "Greensleeves")
    page.locator("#studio-status").get_by_text(
        "It waits with the song that it was made for"
    ).wait_for(timeout=patience())
    assert page.evaluate(f"{STATE}.takes") == 0
    open_menu(page, "song")
    page.locator("#drafts-panel summary").click()
    page.locator("#drafts").get_by_text("Ode to Joy").click()
    wait_for(page, f"{STATE}.takes === 1")


def test_an_offer_goes_with_the_song_it_was_made_for(page: "Page") -> None:
    open_studio(page)
    take_melody(page)
    make_take(page)
    offer = page.locator("#studio-notice").get_by_role("button", name="Keep it")
    offer.wait_for()
    take_melody(page, "Greensleeves")
    assert offer.is_hidden()
