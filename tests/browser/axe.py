"""What axe finds on a page."""

from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Page

AXE = Path(__file__).parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
TARGET = itemgetter("target")


def violations(page: "Page") -> list[Any]:
    """Of a page into which axe was put."""
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")["violations"]
    return [(each["id"], each["impact"], list(map(TARGET, each["nodes"]))) for each in found]
