"""No song is lost on the main road: landing page, melody, take, sign in, reload, a second tab."""

from typing import TYPE_CHECKING

from tests.browser.people import WORD
from tests.browser.studio import (
    ELSEWHERE,
    KEPT,
    STATE,
    draw_note,
    make_take,
    note_total,
    open_menu,
    reopen,
)
from tests.browsers import wait_for

if TYPE_CHECKING:
    from playwright.sync_api import Page

TOTAL = f"{STATE}.notes.reduce((a, b) => a + b, 0)"


def sign_up_from_the_notice(page: "Page") -> None:
    """What a visitor is offered who saves: the way leads through the sign-up back to the song."""
    page.keyboard.press("Control+s")
    page.locator("#studio-notice").get_by_role("link", name="Sign up").click()
    page.fill("[name=username]", "keeper")
    page.fill("[name=password1]", WORD)
    page.keyboard.press("Enter")
    page.get_by_text("is back").wait_for()


def go_on_in_two_tabs(page: "Page", other: "Page") -> int:
    """A second tab opens the same song, is told at once, and makes a copy of it; each changes its
    own. Gives the notes there were before."""
    before = note_total(page)
    other.goto("/studio/")
    wait_for(other, f"{TOTAL} === {before}")
    other.get_by_text(ELSEWHERE).wait_for()
    draw_note(page, x=420)
    draw_note(page, x=470)
    draw_note(other, x=520)
    wait_for(other, f"{STATE}.title.endsWith(' (copy)')")
    return before


def test_the_main_road_with_sign_in_reload_and_a_second_tab(page: "Page") -> None:
    page.goto("/")
    page.get_by_role("link", name="Make it yours").first.click()
    wait_for(page, f"{STATE}.notes[0] > 0")
    assert page.evaluate("location.search") == ""
    title, plain = page.evaluate(f"[{STATE}.title, {STATE}.notes]")
    make_take(page)
    make_take(page)
    with_band = note_total(page)
    page.get_by_role("button", name="Keep take 2").click()
    assert page.evaluate(f"{STATE}.undo") == "Keep take 2"

    # Sign in in the middle: the song, its takes and its steps are there again.
    sign_up_from_the_notice(page)
    assert (note_total(page), page.evaluate(f"{STATE}.title")) == (with_band, title)
    wait_for(page, f"{STATE}.takes === 2")
    assert page.locator("main .messages").count() == 0  # that it worked is told in passing
    page.keyboard.press("Control+z")
    assert page.evaluate(f"{STATE}.notes") == plain
    page.keyboard.press("Control+Shift+z")
    page.keyboard.press("Control+s")
    page.get_by_text("Saved on the site.").wait_for()
    reopen(page)
    assert note_total(page) == with_band
    assert page.locator("#save-state").inner_text() == "Saved"

    finds_what_was_changed_since(page, with_band)
    keeps_what_each_of_two_tabs_made(page)


def finds_what_was_changed_since(page: "Page", saved: int) -> None:
    """The link to the saved song leads to what was made of it."""
    address = page.locator("#enter-challenge").get_attribute("href") or ""
    draw_note(page)
    page.get_by_text(KEPT).wait_for()
    page.goto("/studio/?composition=" + address.partition("=")[2])
    page.get_by_text("is back").wait_for()
    assert note_total(page) == saved + 1
    assert page.locator("#save-state").inner_text() == "Changed since the last save"


def keeps_what_each_of_two_tabs_made(page: "Page") -> None:
    other = page.context.new_page()
    before = go_on_in_two_tabs(page, other)
    for tab, notes in ((page, before + 2), (other, before + 1)):
        tab.reload()
        wait_for(tab, f"{TOTAL} === {notes}")
    open_menu(other, "song")
    other.locator("#drafts-panel summary").click()
    other.locator("#drafts .melody").first.click()
    wait_for(other, f"{TOTAL} === {before + 2}")
