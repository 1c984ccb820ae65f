"""A track's colour and pattern are chosen by keyboard, seen, undone and kept."""

from typing import TYPE_CHECKING

from tests.browser.studio import KEPT, open_studio, reopen, take_melody
from tests.browsers import wait_for

if TYPE_CHECKING:
    from playwright.sync_api import Page

# Of the strip's small notes, which are drawn without a pattern.
DRAWN = """colour => {
  const canvas = document.querySelector(".track-notes");
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  const probe = document.createElement("canvas").getContext("2d");
  probe.fillStyle = getComputedStyle(canvas).getPropertyValue(colour);
  probe.fillRect(0, 0, 1, 1);
  const own = probe.getImageData(0, 0, 1, 1).data.join();
  const starts = Array.from(data.keys()).filter((at) => at % 4 === 0);
  return starts.some((at) => data.slice(at, at + 4).join() === own);
}"""


def test_a_colour_is_chosen_by_keyboard_undone_and_kept(page: "Page") -> None:
    open_studio(page)
    take_melody(page)
    wait_for(page, DRAWN, "--track-1")
    page.get_by_role("radio", name="Coral, plain").focus()
    page.keyboard.press("ArrowRight")
    wait_for(page, DRAWN, "--track-2")
    chosen = page.get_by_role("radio", name="Teal, stripes")
    assert chosen.is_checked() and chosen.evaluate("element => element.matches(':focus')")
    page.locator("#studio-live").get_by_text("Melody: Teal, stripes").wait_for(state="attached")
    page.locator("[data-command=undo]").click()
    wait_for(page, DRAWN, "--track-1")
    page.locator("[data-command=redo]").click()
    wait_for(page, DRAWN, "--track-2")
    page.get_by_text(KEPT).wait_for()
    reopen(page)
    wait_for(page, DRAWN, "--track-2")
    assert chosen.is_checked()
