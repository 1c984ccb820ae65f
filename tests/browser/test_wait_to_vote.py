"""Somebody is told to wait before they get a pair, and goes on from there with the keyboard."""

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.slow
WAIT = {
    "code": "too_many_requests",
    "message": "Nothing is lost; try again in 9 seconds.",
    "field": None,
}


def test_it_works(page: "Page") -> None:
    page.goto("/accounts/signup/")
    page.fill("[name=username]", "patient")
    page.fill("[name=password1]", "a-long-enough-word-7")
    page.click("main form button")
    page.wait_for_url("**/")
    page.route(
        "**/api/v1/ballots/",
        lambda route: route.fulfill(status=429, body=json.dumps({"error": WAIT})),
    )
    page.goto("/challenges/sound-science-fair/vote/")
    page.wait_for_selector("[data-status].bad")
    page.unroute("**/api/v1/ballots/")
    page.focus("[data-again] button")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-pair]")
    assert page.locator("[data-again]").is_hidden()
    assert "Listen to both" in page.locator("[data-status]").inner_text()
