"""How journeys use the studio: what they press there, and what they read of its state."""

import re
from typing import TYPE_CHECKING

from tests.browsers import wait_for

if TYPE_CHECKING:
    from playwright.sync_api import Page

# in this browser; or, for who has signed in, on the site too
KEPT = re.compile(r"^Draft (kept in this browser|saved .+ ago)")
# What the later of two tabs is told: it asks, and sees what the other writes, whichever is first.
ELSEWHERE = re.compile("(open|changed) in another tab too")
STATE = "(window.chartbusters?.state() ?? { notes: [] })"  # before the page is ready too
SOUNDS = "chartbusters.level() > 0.001"
LOUDEST = (
    "window.loudest = 0; setInterval(() => (loudest = Math.max(loudest, chartbusters.level())), 20)"
)
NOTES = "document.querySelector('piano-roll').state.song.tracks[0].notes"


def open_studio(page: "Page") -> None:
    page.goto("/studio/")
    melodies_come(page)


def melodies_come(page: "Page") -> None:
    page.locator("#melodies .melody").first.wait_for(state="attached")


def open_menu(page: "Page", place: str) -> None:
    """One of the studio's menus: song, edit or view."""
    page.locator(f".{place}-menu > summary").click()


def open_melodies(page: "Page") -> None:
    open_menu(page, "song")
    page.get_by_role("button", name="Take a melody").click()


def open_models(page: "Page") -> None:
    """The drawer of models and their settings, which is folded on narrow windows."""
    if not page.locator("#drawer-body").is_visible():
        page.locator('[data-fold="drawer"]:visible').first.click()


def take_melody(page: "Page", title: str = "Ode to Joy") -> None:
    open_melodies(page)
    page.locator("#melodies").get_by_role("button", name=title).click()
    wait_for(page, "chartbusters.state().notes[0] > 0")


def note_total(page: "Page") -> int:
    return sum(page.evaluate("chartbusters.state().notes"))


def drop(page: "Page", name: str, content: bytes) -> None:
    page.evaluate(
        """([name, bytes]) => {
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File([Uint8Array.from(bytes)], name));
          for (const type of ["dragover", "drop"]) {
            const told = { dataTransfer, bubbles: true, cancelable: true };
            document.body.dispatchEvent(new DragEvent(type, told));
          }
        }""",
        [name, list(content)],
    )


def draw_note(page: "Page", x: int = 300, y: int = 40) -> None:
    """A click into the grid, which adds a note where there is none."""
    before = note_total(page)
    page.locator("piano-roll").click(position={"x": x, "y": y})
    wait_for(
        page, "before => chartbusters.state().notes.reduce((a, b) => a + b, 0) > before", before
    )


def make_take(page: "Page") -> None:
    takes = page.evaluate(f"{STATE}.takes")
    page.locator("#generate").click()
    wait_for(page, "before => chartbusters.state().takes > before", takes, seconds=120.0)


def reopen(page: "Page") -> None:
    page.reload()
    page.get_by_text("is back").wait_for()


def hear_by_key(page: "Page") -> None:
    """Plays the song until it was heard; in a loop, or a busy machine may miss short notes."""
    page.evaluate(LOUDEST)
    page.keyboard.press("Shift+L")
    page.keyboard.press("Space")
    wait_for(page, "loudest > 0.001")
    page.keyboard.press("Space")
