"""A browser test that fails tells what the browser had."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page


def _failed(request: pytest.FixtureRequest) -> pytest.TestReport:
    """The report of this very test, had it failed now."""
    call = pytest.CallInfo.from_call(lambda: pytest.fail("in vain"), "call")
    hook = request.node.ihook.pytest_runtest_makereport
    return hook(item=request.node, call=call)


def _section(report: pytest.TestReport) -> str:
    return dict(report.sections)["what the browser had"]


def test_it_tells_refusals_and_what_is_still_open(
    page: "Page", request: pytest.FixtureRequest
) -> None:
    page.route("**/api/v1/models/", lambda route: None)  # nobody answers
    page.route("**/api/v1/presets/", lambda route: route.fulfill(status=503, body="{}"))
    with page.expect_response("**/api/v1/presets/"):
        page.goto("/studio/")
    told = _section(_failed(request))
    assert "503 GET http" in told
    assert "open since: GET" in told
    assert "/api/v1/models/" in told


def test_it_tells_the_console_and_what_the_page_shows(
    page: "Page", request: pytest.FixtureRequest
) -> None:
    page.goto("/studio/")
    page.evaluate("console.log('a word of the page')")
    told = _section(_failed(request))
    assert "console log: a word of the page" in told
    assert "Or begin with" in told
    assert "(complete, visible" in told


def test_it_tells_of_a_request_that_failed(page: "Page", request: pytest.FixtureRequest) -> None:
    page.route("**/*.css", lambda route: route.abort())
    page.goto("/studio/")
    assert "failed: GET" in _section(_failed(request))


def test_it_tells_of_a_page_that_does_not_answer(
    page: "Page", request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.witnesses.PATIENCE", 300)
    page.goto("/studio/")
    busy = "for (const end = Date.now() + 3000; Date.now() < end;);"
    page.evaluate(f"void setTimeout(() => {{ {busy} }})")
    page.wait_for_timeout(100)
    assert "does not answer" in _section(_failed(request))


def test_what_went_well_tells_nothing(page: "Page", request: pytest.FixtureRequest) -> None:
    page.goto("/")
    call = pytest.CallInfo.from_call(lambda: None, "call")
    report = request.node.ihook.pytest_runtest_makereport(item=request.node, call=call)
    assert "what the browser had" not in dict(report.sections)
