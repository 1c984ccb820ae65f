"""The Transformer in the studio: several takes of one wish, bars written anew, all by keyboard."""

from typing import TYPE_CHECKING

from tests.browser.test_studio import note_total, open_studio, take_melody
from tests.browsers import wait_for

if TYPE_CHECKING:
    from playwright.sync_api import Page

PATIENCE = 120_000  # ms


def choose(page: "Page", **parameters: str) -> None:
    page.locator('input[name="model"][value="transformer-all"]').check()
    for name, value in parameters.items():
        field = page.locator(f"#parameter-{name}")
        field.evaluate("element => { const folded = element.closest('details'); if (folded) folded.open = true }")
        if field.evaluate("element => element.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    page.locator("#generate").press("Enter")


def test_several_takes_of_one_wish_are_there_to_choose_from(page: "Page") -> None:
    open_studio(page)
    take_melody(page)
    own = note_total(page)
    choose(page, candidates="3", seconds="8")
    page.get_by_text("Takes 1 to 3 by Continuer are ready").first.wait_for(timeout=PATIENCE)
    counts = []
    for number in ("1", "2", "3"):
        page.get_by_role("button", name=f"Take {number} ·").press("Enter")
        wait_for(page, f"chartbusters.state().heard === {number}")
        counts.append(note_total(page))
    assert min(counts) > own
    page.get_by_role("button", name="Keep take 2").press("Enter")
    wait_for(page, f"chartbusters.state().heard === 0 && chartbusters.state().notes[0] === {counts[1]}")


def test_a_wish_that_cannot_be_granted_says_why(page: "Page") -> None:
    open_studio(page)
    take_melody(page)
    own = note_total(page)
    choose(page, mode="fill bars", first_bar="90")
    page.get_by_text("choose a first bar and a last bar").first.wait_for(timeout=PATIENCE)
    assert note_total(page) == own
