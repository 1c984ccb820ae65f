"""A slip of the thumb on a phone: the vote is taken back and the same pair answered anew, with all
that was heard; and keys that are off do nothing."""

from typing import TYPE_CHECKING

from tests.browser.ballots import judge, pair_ready
from tests.browser.people import sign_up

if TYPE_CHECKING:
    from playwright.sync_api import Page

PAGE = "/challenges/sound-science-fair/vote/"
BELOW = """() => Math.max(...[...document.querySelectorAll('[data-outcome], [data-player]')]
    .map(part => part.getBoundingClientRect().bottom)) - innerHeight"""


def test_it_works(page: "Page") -> None:
    sign_up(page, "slips")
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(PAGE)
    assert pair_ready(page)
    assert page.evaluate(BELOW) <= 0, "players and answers are on one screen of a phone"
    title = page.locator("[data-title]").inner_text()
    judge(page, "a")
    page.get_by_role("button", name="Take it back").click()
    page.get_by_text("Your vote is taken back").wait_for()
    assert page.locator("[data-title]").inner_text() == title
    assert page.evaluate("document.activeElement.matches('[data-title]')")
    page.set_viewport_size({"width": 1366, "height": 768})
    assert page.evaluate(BELOW) <= 0, "and of a small laptop"
    page.get_by_role("button", name="Keys").click()
    page.keyboard.press("b")
    assert page.locator("[data-reveal]").is_hidden()
    page.get_by_role("button", name="B is better").click()
    page.get_by_text("You chose B").wait_for()
    assert "1 vote counted;" in page.locator("[data-progress]").inner_text()
    page.get_by_role("button", name="Next pair").click()
    assert pair_ready(page)
    page.goto("/challenges/sound-science-fair/votes/")
    page.get_by_text("You have cast 1 vote.").wait_for()
