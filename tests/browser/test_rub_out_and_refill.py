"""The capsule in which one rubs notes out: by keys alone, by what a screen reader is told, and with
a worker that refills what a visitor has rubbed out."""

from typing import TYPE_CHECKING

from tests.browser.capsules import COUNT_NOTES, answer_all, wait_for_sound
from tests.browser.keyboards import tab_to
from tests.browsers import patience

if TYPE_CHECKING:
    from playwright.sync_api import Page

CAPSULE = "/learn/rub-out-and-refill/"
LOWER = "Rub out all below it"


def test_it_is_walked_by_keys_and_told(page: "Page") -> None:
    page.add_init_script(COUNT_NOTES)
    rub_by_keys(page)
    watch_by_keys(page)
    page.goto(f"{CAPSULE}hears/")
    answer_all(page)
    page.get_by_role("listbox").focus()
    page.keyboard.press("ArrowRight")
    status = page.locator("learn-hearing > .told").inner_text()
    assert "hears most:" in status and "%" in status
    page.get_by_role("slider", name="Layers").fill("2")
    page.get_by_text("It hears 3 sixteenths to either side.").wait_for()


def rub_by_keys(page: "Page") -> None:
    page.goto(CAPSULE)
    page.locator(".voices").wait_for()
    tab_to(page, "Play")
    page.keyboard.press("Enter")
    wait_for_sound(page)
    page.keyboard.press("Enter")

    roll = page.get_by_role("listbox")
    roll.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.get_by_text("1 of 68 notes are rubbed out.").wait_for()
    gone = page.get_by_role("option", selected=True)
    assert gone.count() == 1
    assert (gone.get_attribute("aria-label") or "").endswith(", bar 1, beat 2, rubbed out")
    assert roll.get_attribute("aria-activedescendant") == gone.get_attribute("id")
    page.keyboard.press("Enter")
    page.get_by_text("0 of 68 notes are rubbed out.").wait_for()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")  # the first note of the tune stays
    assert page.locator("#live").inner_text().startswith("The first and the last note")


def watch_by_keys(page: "Page") -> None:
    page.goto(f"{CAPSULE}refill/")
    answer_all(page)
    slider = page.get_by_role("slider", name="Edits")
    slider.focus()
    page.keyboard.press("ArrowRight")
    told = slider.get_attribute("aria-valuetext") or ""
    assert told.startswith("1 of 19. Edit 1: added ") and "the model gave it" in told
    assert page.locator(".glow-cell:not(.swatch)").count() > 1
    page.keyboard.press("End")
    assert page.locator("[role=option].added").count() == 19
    page.keyboard.press("Home")
    assert page.locator("[role=option].added").count() == 0


def test_a_worker_refills_what_a_visitor_rubbed_out(page: "Page") -> None:
    page.goto(CAPSULE)
    page.get_by_role("button", name=LOWER).click()
    page.goto(f"{CAPSULE}limits/")
    answer_all(page)
    page.get_by_role("button", name="What I rubbed out").click()
    page.get_by_text("53 of 68 notes are rubbed out.").wait_for()
    page.get_by_role("button", name="Ask the model").click()
    page.get_by_text("Watch them above.").wait_for(timeout=patience())
    slider = page.get_by_role("slider", name="Edits")
    slider.fill(slider.get_attribute("max") or "")
    page.get_by_text("Of the tune 15 of 15 notes stand.").wait_for()  # at 0 % nothing goes
    added = page.locator("[role=option].added").count()
    assert added > 10
    page.reload()  # what was made is kept
    page.get_by_role("button", name="What I rubbed out").click()
    slider.fill(slider.get_attribute("max") or "")
    assert page.locator("[role=option].added").count() == added
