"""One who runs a challenge puts its playlist on SoundCloud, in a real browser: the button, the wait
without a new page, the link, by the keyboard, and with axe."""

from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings

from tests.browser.axe import AXE, violations
from tests.browsers import patience
from tests.chartbusters.soundcloud.conftest import (
    allow,
    called,
    connected,
    play,
    recorded,
    sent,
    soundcloud,
    told_contest,
)

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

__all__ = ["allow", "called", "connected", "recorded", "sent", "soundcloud", "told_contest"]
pytestmark = pytest.mark.django_db(transaction=True)
PAGE = "/challenges/tunes/playlist/"
SCREENS = {"laptop": (1366, 768), "wide": (1440, 900), "phone": (390, 844)}


@pytest.fixture
def organiser(
    told_contest: Any,
    live_server: Any,
    browser: "Browser",
    client_of: Any,
    alice: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> Any:
    """`organiser(color_scheme="dark")`: a page of alice's."""
    # The browser's loop runs in this thread, and Django takes it for its own.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    key = client_of(alice).cookies[settings.SESSION_COOKIE_NAME].value
    contexts = []

    def opened(**options: Any) -> "Page":
        context = browser.new_context(base_url=live_server.url, **options)
        contexts.append(context)
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": key, "url": live_server.url}
        context.add_cookies([cookie])  # type: ignore[list-item]
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


def test_the_playlist_comes_without_a_new_page(organiser: Any) -> None:
    page = organiser()
    page.goto("/desk/tunes/")
    page.get_by_role("link", name="Playlist").click()
    card = page.locator("#soundcloud")
    card.get_by_text("1 entry is left out").click()
    assert card.get_by_role("link", name="Secret title 2").is_visible()
    card.get_by_role("button", name="Put the playlist on SoundCloud").focus()
    page.keyboard.press("Enter")
    card.get_by_text("on its way to SoundCloud").wait_for()
    assert play() == 1
    card.get_by_text("It is up to date").wait_for(timeout=patience())
    page.reload()
    assert page.get_by_role("link", name="Hear it on SoundCloud").is_visible()


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed: npm ci in frontend/")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", SCREENS)
def test_the_card_is_fit_for_every_screen(organiser: Any, screen: str, scheme: str) -> None:
    width, height = SCREENS[screen]
    page = organiser(viewport={"width": width, "height": height}, color_scheme=scheme)
    page.goto(PAGE)
    _is_fit(page)
    page.get_by_role("button", name="Put the playlist on SoundCloud").click()
    play()
    page.goto(PAGE)
    _is_fit(page)


def _is_fit(page: "Page") -> None:
    page.evaluate(AXE.read_text())
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
