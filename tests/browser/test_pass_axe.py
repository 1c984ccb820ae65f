"""The studio is accessible, as far as axe can tell: wide and narrow, light and dark."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.browser.axe import AXE, violations
from tests.browser.studio import open_menu, open_studio, take_melody

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed: npm ci in frontend/")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing(new_page: "Callable[..., Page]", scheme: str, width: int) -> None:
    page = new_page(color_scheme=scheme, viewport={"width": width, "height": 900})
    open_studio(page)
    take_melody(page)
    page.keyboard.press("Control+a")
    open_menu(page, "edit")
    page.get_by_role("button", name="Notes as a table").click()
    page.evaluate(AXE.read_text())
    assert violations(page) == []
    open_menu(page, "song")
    page.locator("#help-button").click()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
