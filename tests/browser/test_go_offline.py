"""The studio without a line: it opens, plays and keeps what is written; a model says that it needs
one. With a line it is the site's own page again."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from tests.browser.studio import (
    KEPT,
    LOUDEST,
    STATE,
    draw_note,
    melodies_come,
    note_total,
    open_studio,
    take_melody,
)
from tests.browsers import wait_for

if TYPE_CHECKING:
    from playwright.sync_api import Page

ASLEEP = "navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller !== null)"
SHELL = "document.querySelector('meta[name=studio-shell]') !== null"


def test_the_studio_works_without_a_line(new_page: "Callable[..., Page]") -> None:
    page = new_page(service_workers="allow")
    open_studio(page)
    wait_for(page, ASLEEP)
    page.context.set_offline(True)
    page.reload()
    melodies_come(page)
    assert page.evaluate(SHELL)
    take_melody(page)
    draw_note(page)
    notes = note_total(page)
    page.evaluate(LOUDEST)
    page.keyboard.press("Space")
    wait_for(page, f"{STATE}.sound === 'soundfont' && loudest > 0.001")
    page.keyboard.press("Space")
    page.locator("#generate").click()
    page.get_by_text("A model needs a line to the site").wait_for()
    page.get_by_text(KEPT).wait_for()
    page.reload()
    wait_for(page, f"{STATE}.notes[0] === {notes}")
    page.context.set_offline(False)
    page.get_by_text("You are connected again").wait_for()
    page.get_by_role("button", name="Load again").click()
    wait_for(page, f"{STATE}.notes[0] === {notes}")
    assert not page.evaluate(SHELL)
