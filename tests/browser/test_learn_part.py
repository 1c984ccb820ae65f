"""A part is learnt: notes fall onto a piano, and the song waits for the right key."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.browser.axe import AXE, violations
from tests.browser.studio import LOUDEST, STATE, open_studio, take_melody
from tests.browsers import wait_for
from tests.waiting import wait_until

if TYPE_CHECKING:
    from playwright.sync_api import Page

NEXT = "document.querySelector('#learn-next').textContent"
KEYS = "document.querySelector('#learn-keys song-keyboard').shadowRoot"
LIT = f"[...{KEYS}.querySelectorAll('.held')].map((key) => Number(key.dataset.pitch)).join()"
DRAWN = """(() => {
  const canvas = document.querySelector('note-waterfall').shadowRoot.querySelector('canvas');
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  return new Set(new Uint32Array(data.buffer)).size;
})()"""


def strike_until(page: "Page", strike: Callable[[], None], words: str) -> None:
    """A key that comes long before its time is for nothing: it is struck until it is due."""

    def is_next() -> bool:
        strike()
        return bool(page.evaluate(f"words => {NEXT} === words", words))

    wait_until(is_next, 60, words)


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed: npm ci in frontend/")
def test_the_song_goes_on_with_the_right_key(page: "Page") -> None:
    open_studio(page)
    take_melody(page)
    page.keyboard.press("Alt+l")
    wait_for(page, f"{NEXT} === 'Next: F sharp 4'")
    wait_for(page, f"{LIT} === '66' && {DRAWN} > 4")
    page.evaluate(AXE.read_text())
    assert violations(page) == []
    page.keyboard.press("a")
    wait_for(page, f"{NEXT} === 'That was C 4. Next: F sharp 4'")
    page.evaluate(LOUDEST)
    page.keyboard.press("t")
    wait_for(page, "loudest > 0.001")
    strike_until(page, lambda: page.keyboard.press("t"), "Next: G 4")
    wait_for(page, f"{LIT} === '67'")
    strike_until(page, page.locator("#learn-keys [data-pitch='67']").click, "Next: A 4")
    page.get_by_role("button", name="Pause").wait_for()
    page.keyboard.press("Escape")
    wait_for(page, "!document.querySelector('#learn').open")
    page.keyboard.press("Space")
    wait_for(page, f"{STATE}.playing")


def test_without_waiting_one_hears_the_part_at_half_its_speed(page: "Page") -> None:
    open_studio(page)
    take_melody(page)
    page.locator(".transport .menu > summary").click()
    page.get_by_role("button", name="Learn this part").click()
    page.get_by_text("Wait for me").click()
    page.locator("#learn-speeds").get_by_text("50 %").click()
    page.evaluate(LOUDEST)
    page.locator("#learn-play").click()
    wait_for(page, f"loudest > 0.001 && {LIT} === '66'")
    page.keyboard.press("Space")
    page.locator("#learn").get_by_role("button", name="Play").wait_for()
