"""The versions of a saved song: heard beside what one has, named, restored, and undone."""

import re
from typing import TYPE_CHECKING

from tests.browser.ledgers import SHOWN
from tests.browser.people import sign_up
from tests.browser.studio import STATE, draw_note, open_menu, open_studio
from tests.browsers import wait_for

if TYPE_CHECKING:
    from playwright.sync_api import Page


def save(page: "Page") -> None:
    page.keyboard.press("Control+s")
    wait_for(page, "document.querySelector('#save-state').textContent === 'Saved'")


def open_versions(page: "Page", number: int) -> None:
    open_menu(page, "song")
    page.get_by_role("button", name="Versions").click()
    page.get_by_role("radio", name=re.compile(rf"^Version {number}\b")).check()
    page.locator("#version-chosen").wait_for()


def test_a_version_is_heard_named_restored_and_undone(page: "Page") -> None:
    sign_up(page, "historian")
    open_studio(page)
    draw_note(page, x=120, y=60)
    first = page.evaluate(SHOWN)
    save(page)
    draw_note(page, x=160, y=100)
    save(page)
    draw_note(page, x=200, y=140)
    mine = page.evaluate(SHOWN)

    open_versions(page, 1)
    assert page.evaluate(SHOWN) == first
    page.locator("#version-difference").get_by_text("without 2 notes of yours").wait_for()
    page.get_by_role("button", name="Hear yours").click()
    assert page.evaluate(SHOWN) == mine
    page.get_by_role("button", name="Hear version 1").click()
    assert page.evaluate(SHOWN) == first
    page.locator("#versions").get_by_label("Name").fill("One note")
    page.get_by_role("button", name="Name it").click()
    page.get_by_role("radio", name=re.compile("^Version 1: One note")).wait_for()
    page.get_by_role("button", name="Close").last.click()
    assert page.evaluate(SHOWN) == mine

    open_versions(page, 1)
    page.get_by_role("button", name="Restore it").click()
    assert page.evaluate(SHOWN) == first
    assert page.evaluate(f"{STATE}.undo") == "Restore version 1"
    page.keyboard.press("Control+z")
    assert page.evaluate(SHOWN) == mine

    # What was there before is in the history, for oneself alone: the song is as it was saved.
    open_menu(page, "song")
    page.get_by_role("button", name="Versions").click()
    page.get_by_role("radio", name="Before going back to version 1").check()
    page.locator("#version-difference").get_by_text("The same as yours").wait_for()
    (saved,) = page.request.get("/api/v1/compositions/").json()["results"]
    assert saved["head"]["number"] == 2
