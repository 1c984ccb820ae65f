"""An organiser at the desk: signs in, makes a challenge like an older one, changes it by keyboard,
looks at it, and publishes it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.browser.axe import AXE, violations
from tests.servers import Site

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PHONE = {"width": 390, "height": 844}


def fits(page: "Page", width: int) -> None:
    """By axe, and without scrolling sideways."""
    page.evaluate(AXE.read_text())
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_it_works(site: Site, new_page: Callable[..., "Page"]) -> None:
    page = new_page(viewport={"width": 1366, "height": 768})
    page.goto("/accounts/login/?next=/desk/")
    page.fill("[name=login]", "organiser")
    page.fill("[name=password]", (site.var / "demo_password").read_text())
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Back to Bach").press("Enter")
    page.get_by_role("button", name="Make one like this").press("Enter")
    page.get_by_role("heading", name="Back to Bach (again)").wait_for()
    fits(page, 1366)
    changed(page)
    page.get_by_role("button", name="Save and preview").press("Enter")
    page.get_by_text("only organisers see this").wait_for()
    assert page.locator(".prose strong").inner_text() == "Leipzig"
    assert page.get_by_text("A week at the organ").is_visible()
    fits(page, 1366)
    visitor = new_page(viewport=PHONE, color_scheme="dark")
    hidden = visitor.goto("/challenges/back-to-bach-2/")
    assert hidden is not None and hidden.status == 404
    page.get_by_role("link", name="Back to its desk").press("Enter")
    page.get_by_role("button", name="Publish").press("Enter")
    page.get_by_text("everybody sees it now").wait_for()
    visitor.goto("/challenges/back-to-bach-2/")
    visitor.get_by_role("heading", name="Bach in winter").wait_for()
    fits(visitor, PHONE["width"])


def changed(page: "Page") -> None:
    """Types into the form: what is wrong is said at its field until it is right."""
    title = page.get_by_label("Title")
    title.press("Control+A")
    page.keyboard.type("Bach in winter")
    page.get_by_label("Overview").fill("Take a tune to **Leipzig**.")
    bars = page.get_by_label("At least so many bars")
    bars.fill("0")
    said = page.locator("#error-rules")
    said.get_by_text("No song meets minimum_bars").wait_for()
    bars.fill("16")
    said.wait_for(state="hidden")
    page.get_by_label("Times are in").select_option("Asia/Tokyo")
    page.get_by_label("Opens").fill("2031-01-10T18:00")
    page.get_by_label("Entries close").fill("2031-01-20T18:00")
    page.get_by_label("Voting closes").fill("2031-01-27T18:00")
    page.locator("[data-utc=opens_at]", has_text="10 Jan 2031 09:00 UTC").wait_for()
    page.get_by_label("Place of prize 1").fill("1st place")
    page.get_by_label("Words of prize 1").fill("A week at the organ")
    assert page.locator("[data-told]").inner_text() == ""
