"""The AR-CNN in the studio: its edits are watched one by one, and what is selected stays."""

from typing import TYPE_CHECKING

from tests.browser.studio import note_total, open_models, open_studio, take_melody
from tests.browsers import patience, wait_for

if TYPE_CHECKING:
    from playwright.sync_api import Page

NOTES = "chartbusters.state().notes[0]"


def ask_the_editor(page: "Page", iterations: int = 12) -> None:
    """Chooses the AR-CNN and a number of iterations, and waits for the take."""
    open_models(page)
    page.locator('input[name="model"][value="arcnn-bach"]').check()
    page.locator("#parameter-iterations").evaluate(
        "element => element.closest('details').open = true"
    )
    page.fill("#parameter-iterations", str(iterations))
    page.click("#generate")
    page.get_by_text("Take 1 by Bach editor is ready").wait_for(timeout=patience())


def test_its_edits_are_watched_by_keyboard(page: "Page") -> None:
    page.emulate_media(reduced_motion="reduce")
    open_studio(page)
    take_melody(page)
    own = note_total(page)
    ask_the_editor(page)
    made = note_total(page)
    page.get_by_role("button", name="edits of take 1").press("Enter")
    assert page.locator("#watching-edit").evaluate("element => element === document.activeElement")
    assert note_total(page) == own
    count = int(page.locator("#watching-edit").get_attribute("max") or 0)
    assert 0 < count <= 12
    page.keyboard.press("ArrowRight")
    assert abs(note_total(page) - own) == 1
    page.keyboard.press("End")
    assert note_total(page) == made
    page.get_by_role("button", name="Done").press("Enter")
    assert not page.locator(".watching").is_visible()
    assert note_total(page) == made
    page.get_by_role("button", name="Keep take 1").press("Enter")
    wait_for(page, f"{NOTES} === {made}")


def test_its_edits_play_by_themselves(page: "Page") -> None:
    open_studio(page)
    take_melody(page)
    ask_the_editor(page, 4)
    made = note_total(page)
    page.get_by_role("button", name="edits of take 1").click()
    slider = page.locator("#watching-edit")
    wait_for(
        page, f"document.querySelector('#watching-edit').value === '{slider.get_attribute('max')}'"
    )
    page.get_by_role("button", name="Play", exact=True).last.wait_for()  # it has come to rest
    assert note_total(page) == made


def test_selected_notes_and_bars_are_sent(page: "Page") -> None:
    open_studio(page)
    take_melody(page)
    open_models(page)
    page.locator('input[name="model"][value="arcnn-bach"]').check()
    page.locator("#parameter-locked").evaluate("element => element.closest('details').open = true")
    page.locator("piano-roll").focus()
    page.keyboard.press("Control+a")
    wait_for(
        page, "document.querySelector('#more-parameters').textContent.includes('notes selected')"
    )
    page.locator("#parameter-locked").check()
    page.get_by_role("button", name="Bars of the selection").click()
    assert page.input_value("#parameter-first_bar") == "1"
    assert page.input_value("#parameter-last_bar") == "16"
    with page.expect_request("**/generation-jobs/") as asked:
        page.click("#generate")
    sent = asked.value.post_data_json["parameters"]
    assert len(sent["locked"]) == note_total(page)
    assert (sent["first_bar"], sent["last_bar"]) == (1, 16)
    page.get_by_text("Take 1 by Bach editor is ready").wait_for(timeout=patience())
