"""Somebody sets up an app and a security key, in a real browser, and signs in with the key."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.codes import code_of
from tests.servers import Site

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.slow
KEY = {
    "protocol": "ctap2",
    "transport": "usb",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
WORD = "a-long-enough-word-7"
SEND = "main form:not([action$='login/cancel/']) button"


def test_it_works(site: Site, new_page: "Callable[..., Page]") -> None:
    # Browsers know no keys for numbers such as 127.0.0.1.
    page = new_page(base_url=site.url.replace("127.0.0.1", "localhost"), color_scheme="dark")
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    page.goto("/accounts/signup/")
    page.fill("[name=username]", "keykeeper")
    page.fill("[name=password1]", WORD)
    page.click("main form button")
    page.goto("/accounts/2fa/totp/activate/")
    page.fill("[name=password]", WORD)
    page.click(SEND)
    image = page.locator("main img[src^='data:image/svg']")
    # or no phone reads it
    assert image.evaluate("one => getComputedStyle(one).backgroundColor") == "rgb(255, 255, 255)"
    secret = page.locator("#authenticator_secret").input_value()
    page.fill("[name=code]", code_of(secret, for_seconds=15))  # a busy machine sends it late
    page.click(SEND)
    page.wait_for_url("**/accounts/2fa/recovery-codes/")
    assert len(page.locator("main textarea").input_value().split()) == 10
    page.goto("/accounts/2fa/webauthn/add/")
    page.click("#mfa_webauthn_add")
    page.wait_for_url("**/accounts/2fa/")
    page.goto("/accounts/logout/")
    page.click(SEND)
    page.goto("/accounts/login/")
    page.fill("[name=login]", "keykeeper")
    page.fill("[name=password]", WORD)
    page.click("main form button")
    page.wait_for_url("**/accounts/2fa/authenticate/")
    page.click("#mfa_webauthn_authenticate")
    page.wait_for_url("**localhost:*/")
    assert page.locator("summary", has_text="@keykeeper").is_visible()
