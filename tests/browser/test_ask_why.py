"""Why this note? in the studio, for a visitor: asked by key and by button, answered by the model,
lit, and closed again with the focus where it was."""

from typing import TYPE_CHECKING

from tests.browser.axe import AXE, violations
from tests.browser.studio import open_studio, take_melody
from tests.browsers import patience, wait_for

if TYPE_CHECKING:
    from playwright.sync_api import Page

CHOOSE = """() => {
  const roll = document.querySelector("#roll");
  const { song, track } = roll.state;
  const [note] = song.tracks[track].notes.filter(({ generated }) => generated);
  roll.dispatchEvent(new CustomEvent("selection", { detail: [note] }));
  roll.focus();
}"""
REASONS = "document.querySelector('#roll').state.reasons"


def test_it_works(page: "Page") -> None:
    open_studio(page)
    take_melody(page)
    page.locator("#roll").focus()
    page.locator("#generate").press("Enter")
    wait_for(page, "chartbusters.state().heard === 1")
    page.locator("#tracks li").nth(1).get_by_role("button").first.click()
    page.evaluate(CHOOSE)
    page.keyboard.press("Shift+W")
    page.locator("#why").get_by_role("button", name="Hear").first.wait_for(timeout=patience())
    assert "of 100 tries" in page.locator("#why-words").inner_text()
    assert page.evaluate(f"{REASONS}.groups.length") == page.locator("#why-list li").count()
    page.keyboard.press("Escape")
    assert page.locator("#why").is_hidden() and page.evaluate(REASONS) is None
    assert page.evaluate("document.activeElement.id") == "roll"
    page.get_by_role("button", name="Why this note?").click()  # the same answer, from its row
    page.locator("#why").get_by_role("button", name="Hear").first.wait_for(timeout=patience())
    if AXE.exists():
        page.evaluate(AXE.read_text())
        assert violations(page) == []
    page.locator("#why-close").click()
    assert page.locator("#why").is_hidden()
