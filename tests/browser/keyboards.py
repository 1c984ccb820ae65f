"""Keyboards for journeys: Tab until something is focused, and a MIDI keyboard made of script."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

FOCUSED = (
    "document.activeElement.matches('a, button, summary') "
    "? document.activeElement.textContent.trim() : ''"
)
# A MIDI keyboard made of script: `plug` connects it, `midi` plays it. `plugOut` connects a device
# that plays along, and `sent` is what it was sent, with the moments.
MIDI_KEYBOARD = """
const inputs = new Map(), outputs = new Map(), access = { inputs, outputs, onstatechange: null };
window.sent = [];
window.plugOut = (name) => {
  const send = (bytes, stamp) => sent.push({ bytes: [...bytes], stamp });
  outputs.set(name, { id: name, name, state: "connected", send });
  access.onstatechange?.();
};
navigator.requestMIDIAccess = async () => access;
window.plug = (name) => {
  inputs.set(name, { id: name, name, state: "connected" });
  access.onstatechange?.();
};
window.unplug = (name) => { inputs.get(name).state = "disconnected"; access.onstatechange?.(); };
window.midi = (name, ...bytes) =>
  inputs.get(name).onmidimessage({ data: Uint8Array.from(bytes), timeStamp: performance.now() });
"""


def tab_to(page: "Page", words: str) -> None:
    """Presses Tab until what is focused is called so."""
    for _ in range(80):
        page.keyboard.press("Tab")
        name = page.evaluate(
            """(() => { let at = document.activeElement;
              while (at.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
              return at.getAttribute("aria-label") || at.textContent; })()"""
        )
        if words in name:
            return
    pytest.fail(f"Tab never came to {words!r}")


def tab_to_button(page: "Page", words: str) -> None:
    """Presses Tab until the link or button that is focused begins so."""
    for _ in range(120):
        if page.evaluate(FOCUSED).startswith(words):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"Tab never came to {words!r}")


def press(page: "Page", words: str) -> None:
    """Presses Enter on the link or button that begins so."""
    tab_to_button(page, words)
    page.keyboard.press("Enter")


def tab_to_place(page: "Page", selector: str) -> None:
    """Presses Tab until what is focused is that."""
    for _ in range(160):
        if page.evaluate("which => document.activeElement.matches(which)", selector):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"Tab never came to {selector!r}")


def write(page: "Page", selector: str, words: str) -> None:
    """Into the field that is that, instead of what stands in it."""
    tab_to_place(page, selector)
    page.keyboard.press("Control+A")
    page.keyboard.type(words)


def arrow_to(page: "Page", words: str) -> None:
    """Within a toolbar, which is one stop of Tab."""
    for _ in range(12):
        if page.evaluate(FOCUSED) == words:
            return
        page.keyboard.press("ArrowRight")
    pytest.fail(f"the arrows never came to {words!r}")


def chosen_by_key(page: "Page", come: Callable[[], None]) -> Any:
    """The file chooser that Enter opens where `come` leads to. A Chromium with much else to do now
    and then opens none at the first press."""
    choosers: list[Any] = []

    def opened(chooser: Any) -> None:
        choosers.append(chooser)

    page.on("filechooser", opened)
    for press in range(60):
        if press % 20 == 0:
            come()
            page.keyboard.press("Enter")
        page.wait_for_timeout(500)
        if choosers:
            return choosers[0]
    pytest.fail("no file chooser opened")
