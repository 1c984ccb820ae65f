"""The studio is accessible, as far as axe can tell: wide and narrow, light and dark."""

from collections.abc import Callable
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.studio import open_studio, take_melody

if TYPE_CHECKING:
    from playwright.sync_api import Page

AXE = Path(__file__).parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed: npm ci in frontend/")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing(new_page: "Callable[..., Page]", scheme: str, width: int) -> None:
    page = new_page(color_scheme=scheme, viewport={"width": width, "height": 900})
    open_studio(page)
    take_melody(page)
    page.keyboard.press("Control+a")
    page.get_by_text("Notes as a table").click()
    page.evaluate(AXE.read_text())
    assert violations(page) == []
    page.locator("#help-button").click()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


TARGET = itemgetter("target")


def violations(page: "Page") -> list[Any]:
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")["violations"]
    return [(each["id"], each["impact"], list(map(TARGET, each["nodes"]))) for each in found]
