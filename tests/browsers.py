"""A real Chromium on the running site."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.servers import Site
from tests.waiting import slowness, wait_until
from tests.witnesses import Witness, witness_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Playwright

# Chromium draws two pages of its own below the address bar of every window, half a second of
# processor for each new browser, and nobody here types an address. The rest is what Playwright
# itself turns off: Chromium listens to the last list only.
ABSENT = [
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "TcpPortRandomizationWin",
    "ThirdPartyStoragePartitioning",
]
FLAGS = [
    f"--disable-features={','.join(ABSENT)}",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
]


# The first draws and plays the same without the parts of a window around it: a new browser that
# looks at one page costs a third (CONTRIBUTING.md). It knows no microphones.
PROGRAMS = ("chromium-headless-shell", "chromium")


def chromium_program(*, whole: bool = False) -> str:
    """CHROMIUM, or that without windows unless the whole one is asked for, or the whole one."""
    found = map(shutil.which, PROGRAMS[1:] if whole else PROGRAMS)
    return os.environ.get("CHROMIUM") or next(filter(None, found), None) or "/usr/bin/chromium"


@pytest.fixture(scope="session")
def playwright() -> "Iterator[Playwright]":
    """Playwright keeps an event loop in this thread, which Django takes for a coroutine that must
    not use the database."""
    from playwright.sync_api import sync_playwright

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(request: pytest.FixtureRequest) -> "Iterator[Browser]":
    """A Chromium; without one the test is skipped."""
    yield from _launched(request, chromium_program())


@pytest.fixture(scope="session")
def whole_browser(request: pytest.FixtureRequest) -> "Iterator[Browser]":
    """One with all its parts, for files whose pages need more than draws and plays."""
    yield from _launched(request, chromium_program(whole=True))


def _launched(request: pytest.FixtureRequest, program: str) -> "Iterator[Browser]":
    if not os.access(program, os.X_OK):
        name = Path(program).name
        pytest.skip(f"no {name} on this machine (install it, or set CHROMIUM to its path)")
    playwright = request.getfixturevalue("playwright")
    chromium = playwright.chromium.launch(executable_path=program, args=FLAGS)
    yield chromium
    chromium.close()


@pytest.fixture
def witness(request: pytest.FixtureRequest, site: Site) -> Witness:
    """Sees all pages of `new_page`; what it saw stands below each failure."""
    return witness_of(request.node, site)


@pytest.fixture
def errors() -> list[str]:
    """What scripts complained of; a test that means them takes them out."""
    return []


@pytest.fixture
def new_page(
    browser: "Browser", site: Site, witness: Witness, errors: list[str]
) -> "Iterator[Callable[..., Page]]":
    """`new_page(color_scheme="dark", viewport={...})`: a browser of somebody new. Errors in scripts
    fail the test."""
    contexts: list[Any] = []

    def opened(**options: Any) -> "Page":
        site.still_runs()
        options.setdefault("viewport", {"width": 1280, "height": 900})
        options.setdefault("base_url", site.url)
        # what the studio keeps for when there is no line is some megabytes for each new browser
        options.setdefault("service_workers", "block")
        context = browser.new_context(**options)
        contexts.append(context)
        context.set_default_timeout(30_000 * slowness())
        page = context.new_page()
        witness.watch(page)
        page.on("pageerror", lambda error: errors.append(f"{page.url}: {error}"))
        page.on("console", lambda message: _note(errors, page.url, message))
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not errors, "scripts or the content security policy complained:\n" + "\n".join(errors)


def _note(errors: list[str], address: str, message: Any) -> None:
    # A refused request (4xx) is noted by the page itself; a policy violation or a broken script is
    # noted by nobody.
    if message.type == "error" and "Failed to load resource" not in message.text:
        errors.append(f"{address}: {message.text}")


@pytest.fixture
def page(new_page: "Callable[..., Page]") -> "Page":
    """A fresh browser of a visitor at 1280 x 900."""
    return new_page()


def patience() -> float:
    """Milliseconds to wait for what a worker makes, on a machine as busy as this one."""
    return 120_000 * slowness()


def wait_for(page: "Page", expression: str, argument: object = None, seconds: float = 60.0) -> None:
    """As `page.wait_for_function`, which our content security policy stops: it evaluates text
    inside the page."""
    wait_until(lambda: page.evaluate(expression, argument), seconds, expression)
