"""What a browser had when its test failed: its console, requests that went wrong or are still open,
what its pages showed, and what the site wrote meanwhile."""

import os
import time
from collections import deque
from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page, Request, Response

    from tests.servers import Site

KEPT = 200  # lines of one witness, the last ones
PATIENCE = 5_000  # milliseconds for a page that may be as good as dead
SHOWN = 3_000  # characters of a page, and of the site's log
STATE = "[document.readyState, document.visibilityState, document.hasFocus()].join(', ')"
# What lists could be set to, which would hide the rest among a hundred instruments.
OFFERED = "() => [...document.querySelectorAll('option')].map((option) => option.label)"


class Witness:
    """Sees what happens on each page that it is shown, and tells it in lines."""

    def __init__(self, site: "Site") -> None:
        self.log, self.before = site.log, _size(site.log)
        self.began = time.monotonic()
        self.lines: deque[str] = deque(maxlen=KEPT)
        self.pages: list[Page] = []
        self.open: dict[Request, float] = {}

    def watch(self, page: "Page") -> None:
        self.pages.append(page)
        page.on("console", lambda said: self._note(f"console {said.type}: {said.text}"))
        page.on("pageerror", lambda error: self._note(f"error in a script: {error}"))
        page.on("crash", lambda _: self._note("the page crashed"))
        page.on("framenavigated", lambda frame: self._note(f"is at {frame.url}"))
        page.on("request", self._asked)
        page.on("response", self._answered)
        page.on("requestfinished", lambda request: self.open.pop(request, None))
        page.on("requestfailed", self._failed)

    def told(self) -> str:
        """Everything, for whoever reads of the failure."""
        # Asked first: until a page is asked something, its last news lies unread.
        shown = [_shown(page) for page in self.pages]
        still = [
            f"{self._since(asked)} open since: {request.method} {request.url}"
            for request, asked in self.open.items()
        ]
        load = f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
        written = f"--- the site wrote meanwhile\n{_tail(self.log, self.before)}"
        return "\n".join([load, *self.lines, *still, *shown, written])

    def _asked(self, request: "Request") -> None:
        self.open[request] = time.monotonic()

    def _answered(self, response: "Response") -> None:
        if response.status >= 400:
            self._note(f"{response.status} {response.request.method} {response.url}")

    def _failed(self, request: "Request") -> None:
        self.open.pop(request, None)
        self._note(f"failed: {request.method} {request.url} ({request.failure})")

    def _note(self, text: str) -> None:
        self.lines.append(f"{self._since(time.monotonic())} {text}")

    def _since(self, moment: float) -> str:
        return f"{moment - self.began:7.2f}"


WITNESS = pytest.StashKey[Witness]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A failure of a browser test tells what the browser had."""
    report = yield
    witness = item.stash.get(WITNESS, None)
    if report.failed and witness:
        report.sections.append(("what the browser had", witness.told()))
    return report


def _shown(page: "Page") -> str:
    """Where a page is and what can be read on it; each question has an end, for it may hang."""
    if page.is_closed():
        return f"--- a page that is closed, lastly at {page.url}"
    try:
        body = page.locator("body")
        text = body.inner_text(timeout=PATIENCE)
        state = body.evaluate(STATE, timeout=PATIENCE)
        offered = set(body.evaluate(OFFERED, timeout=PATIENCE))
    except Exception as error:
        return f"--- {page.url} does not answer: {str(error).splitlines()[0]}"
    lines = [line for line in text.splitlines() if line.strip() and line not in offered]
    return "\n".join([f"--- {page.url} ({state}) shows", *lines])[:SHOWN]


def _size(log: Path) -> int:
    return log.stat().st_size if log.exists() else 0


def _tail(log: Path, before: int) -> str:
    return log.read_bytes()[before:][-SHOWN:].decode(errors="replace") if log.exists() else ""


def witness_of(node: Any, site: "Site") -> Witness:
    """The one of this test."""
    return node.stash.setdefault(WITNESS, Witness(site))
