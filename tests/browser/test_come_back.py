"""Who goes from a challenge to the studio because they have no song is led back with one, and hears
there what voters will hear."""

from typing import TYPE_CHECKING

from tests.browser.people import sign_up
from tests.browser.studio import draw_note, take_melody

if TYPE_CHECKING:
    from playwright.sync_api import Page


def test_it_works(page: "Page") -> None:
    sign_up(page, "wanderer")
    page.goto("/challenges/")
    page.get_by_role("region", name="Open for entries").get_by_role("link").first.click()
    page.get_by_role("link", name="Enter", exact=True).first.click()
    page.get_by_role("link", name="Make one in the studio").click()
    take_melody(page)
    draw_note(page)
    page.keyboard.press("Control+s")
    page.get_by_role("link", name="Back to the challenge with it").first.click()
    page.get_by_role("heading", name="Ode to Joy").wait_for()
    page.get_by_role("button", name="Play Ode to Joy").wait_for()
