"""The roll for who does not see it: a short list of notes near the cursor, one of them the active
descendant; Escape leads out; a deleted track leaves the focus among the tracks."""

from typing import TYPE_CHECKING

import pytest

from tests.browser.axe import AXE, violations
from tests.browser.keyboards import tab_to
from tests.browser.studio import STATE, open_studio, take_melody
from tests.browsers import wait_for

if TYPE_CHECKING:
    from playwright.sync_api import Page

SURFACE = "document.querySelector('piano-roll').shadowRoot.querySelector('[role=application]')"
ACTIVE = f"""(() => {{
  const id = {SURFACE}.getAttribute('aria-activedescendant');
  return id && {SURFACE}.querySelector('#' + id).textContent;
}})()"""
LIST = f"{SURFACE}.querySelectorAll('[role=option]').length"
FOCUS = "document.activeElement.closest('[role=toolbar]')?.getAttribute('aria-label')"


def test_the_active_descendant_follows_the_cursor_and_escape_leads_out(page: "Page") -> None:
    open_studio(page)
    take_melody(page)
    tab_to(page, "Notes of")
    wait_for(page, f"{ACTIVE}?.startsWith('F sharp 4, bar 1 beat 1')")
    page.keyboard.press("ArrowRight")
    wait_for(page, f"{ACTIVE}.endsWith('step 2 of 4')")
    page.keyboard.press("ArrowUp")
    wait_for(page, f"{ACTIVE}.endsWith('empty')")
    assert 2 < page.evaluate(LIST) <= 40
    page.keyboard.press("Enter")
    wait_for(page, f"{ACTIVE}?.startsWith('G 4, bar 1 beat 1 and 240 ticks')")
    page.keyboard.press("Space")
    wait_for(page, f"{STATE}.playing")
    page.keyboard.press("Escape")
    wait_for(page, f"!{STATE}.playing")
    assert page.evaluate(FOCUS) is None
    page.keyboard.press("Escape")
    assert page.evaluate(FOCUS) is not None
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") != "BODY"


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed: npm ci in frontend/")
def test_a_note_of_the_list_is_chosen_without_a_keyboard_and_axe_is_content(page: "Page") -> None:
    open_studio(page)
    take_melody(page)
    third = f"{SURFACE}.querySelector('[aria-posinset=\"3\"]')"
    wait_for(page, f"{third} !== null")
    page.evaluate(f"{third}.click()")
    wait_for(page, f"{third}.getAttribute('aria-selected') === 'true'")
    assert page.evaluate(f"{ACTIVE} === {third}.textContent")
    page.evaluate(AXE.read_text())
    assert violations(page) == []


def test_the_focus_stays_among_the_tracks_when_one_is_deleted(page: "Page") -> None:
    open_studio(page)
    take_melody(page)
    page.locator("#add-track").click()
    wait_for(page, f"{STATE}.notes.length === 2")
    delete = page.get_by_role("button", name="Delete track")
    delete.focus()
    page.keyboard.press("Enter")
    wait_for(page, f"{STATE}.notes.length === 1")
    assert page.evaluate("document.activeElement.closest('#tracks') !== null")
