"""Takes stay with the song they were made for, and what one edits meanwhile stays one's own."""

from typing import TYPE_CHECKING

from tests.browser.studio import (
    LOUDEST,
    STATE,
    draw_note,
    make_take,
    note_total,
    open_menu,
    open_models,
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
    page.get_by_text("is without what you changed after you had asked for it").wait_for()
    made = note_total(page)
    page.get_by_role("button", name="Put its notes into your song").click()
    wait_for(page, f"{STATE}.heard === 0")
    assert note_total(page) == made + 1  # the note that was drawn meanwhile is there too
    page.keyboard.press("Control+z")
    assert note_total(page) == mine


def test_a_take_in_the_making_is_found_again_with_its_song(page: "Page") -> None:
    open_studio(page)
    take_melody(page)
    page.locator("#generate").click()
    page.locator("#job").get_by_text("Sending your song").wait_for(state="hidden")
    page.reload()
    wait_for(page, f"{STATE}.takes === 1", seconds=120.0)
    page.get_by_role("button", name="Keep take 1").wait_for()


def test_a_click_into_a_take_asks_before_it_is_kept(page: "Page") -> None:
    open_studio(page)
    take_melody(page)
    before = note_total(page)
    make_take(page)
    made = note_total(page)
    page.locator("piano-roll").click(position={"x": 300, "y": 40})
    page.get_by_text("which is not your song").wait_for()
    assert (note_total(page), page.evaluate(f"{STATE}.heard")) == (made, 1)
    page.get_by_role("button", name="Keep take 1 and edit it").click()
    wait_for(page, f"{STATE}.heard === 0")
    assert note_total(page) == made + 1
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    assert note_total(page) == before


MARKED = """document.querySelector('piano-roll').state.song.tracks
    .flatMap((track) => track.notes).filter((note) => note.generated).length"""


def test_what_the_model_wrote_stays_marked_until_it_is_edited(page: "Page") -> None:
    open_studio(page)
    take_melody(page)
    own = note_total(page)
    make_take(page)
    page.get_by_role("button", name="Keep take 1").click()
    wait_for(page, f"{STATE}.heard === 0")
    new = note_total(page) - own
    assert page.evaluate(MARKED) == new > 0
    reopen(page)
    assert page.evaluate(MARKED) == new
    page.keyboard.press("Control+a")  # the melody, which nobody but its maker wrote
    page.keyboard.press("ArrowUp")
    assert page.evaluate(MARKED) == new


def test_a_chip_says_what_is_new(page: "Page") -> None:
    open_studio(page)
    take_melody(page)
    make_take(page)
    page.get_by_role("button", name="Take 1 ·").get_by_text("+3 tracks").wait_for()


def test_an_earlier_take_is_heard_again(page: "Page") -> None:
    open_studio(page)
    take_melody(page)
    make_take(page)
    made = note_total(page)
    page.get_by_role("button", name="Delete take 1").click()
    page.reload()
    open_models(page)
    page.locator("#earlier").get_by_text("Earlier takes").click()
    page.get_by_role("button", name="Hear the take by").press("Enter")
    wait_for(page, f"{STATE}.takes === 1 && {STATE}.heard > 0")
    assert note_total(page) == made


def test_what_was_chosen_of_each_model_is_there_again(page: "Page") -> None:
    open_studio(page)
    open_models(page)
    page.locator('input[name="model"][value="arcnn-bach"]').check()
    page.get_by_role("radio", name="4", exact=True).check()
    page.locator('input[name="model"][value="gan-pop"]').check()
    assert page.get_by_role("radio", name="1", exact=True).is_checked()
    page.locator('input[name="model"][value="arcnn-bach"]').check()
    assert page.get_by_role("radio", name="4", exact=True).is_checked()
    page.reload()
    page.locator('input[value="arcnn-bach"]').wait_for(state="attached")
    open_models(page)
    assert page.get_by_role("radio", name="4", exact=True).is_checked()


def test_a_model_is_heard_before_it_is_asked(page: "Page") -> None:
    open_studio(page)
    page.evaluate(LOUDEST)
    open_models(page)
    page.get_by_role("button", name="Hear what Chorale sounds like").click()
    wait_for(page, "loudest > 0.001")
    ended = "document.querySelector('.model-hear').getAttribute('aria-pressed') === 'false'"
    wait_for(page, ended)  # by itself
    assert page.evaluate(f"{STATE}.playing") is False


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
