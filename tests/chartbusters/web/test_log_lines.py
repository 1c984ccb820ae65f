"""The log tells what happened, and no secret; a line has an end, and nobody else writes one."""

import io
import logging
import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from chartbusters.web.redaction import LONGEST, LineFormatter, without_secrets

SECRET = "Zx8-Qw_3kLmN4pRs7TuV"
# how parts of addresses are called that hold a secret
OPAQUE = {
    "token",
    "code",
    "key",
    "temp_key",
}


@pytest.fixture
def log() -> Any:
    """What the site writes while a test runs, through the formatter that it is run with."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(LineFormatter(settings.LOGGING["formatters"]["line"]["format"]))
    handler.addFilter(lambda record: setattr(record, "request_id", "-") or True)
    logging.getLogger().addHandler(handler)
    yield stream
    logging.getLogger().removeHandler(handler)


def secret_addresses(found: Any = None, before: str = "/") -> list[str]:
    """Every address of the site with a secret in it, with one for the secret."""
    told: list[str] = []
    for one in found or get_resolver().url_patterns:
        route = before + re.sub(
            r"[\^$]|\(\?P", lambda match: "(?P" if match[0] == "(?P" else "", str(one.pattern)
        )
        if isinstance(one, URLResolver):
            told += secret_addresses(one.url_patterns, route)
        elif isinstance(one, URLPattern) and OPAQUE & {*one.pattern.converters, *_groups(one)}:
            told.append(re.sub(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^)]*\)", _filled, route))
    return told


def _filled(part: re.Match[str]) -> str:
    return SECRET if {part[1], part[2]} & OPAQUE else "any"


def _groups(one: URLPattern) -> set[str]:
    return set(getattr(one.pattern, "regex", re.compile("")).groupindex)


def test_there_are_such_addresses() -> None:
    told = secret_addresses()
    assert f"/s/{SECRET}/song.mp3" in told and f"/accounts/password/reset/key/any-{SECRET}/" in told
    assert f"/welcome/{SECRET}/" in told and len(told) > 8


@pytest.mark.parametrize("address", secret_addresses())
@pytest.mark.parametrize("form", ["{}", "https://charts.example.org{}?x=1", "/oembed?url={}"])
def test_no_secret_of_an_address_is_written(address: str, form: str) -> None:
    line = form.format(address)
    assert SECRET not in without_secrets(line)
    assert SECRET not in without_secrets(line.replace("/", "%2F"))


@pytest.mark.parametrize(
    "line",
    [
        f"/accounts/signup/?code={SECRET}",
        f"?next=%2Faccounts%2Fsignup%2F%3Fcode%3D{SECRET}",
        f"Authorization: Bearer {SECRET}",
        f"'HTTP_AUTHORIZATION': 'Token {SECRET}'",
        f"a token cb_{SECRET} was found",
        f"Cookie: a=1; __Host-sessionid={SECRET}; csrftoken={SECRET}",
        f"device={SECRET}",
    ],
)
def test_no_secret_of_a_header_is_written(line: str) -> None:
    assert SECRET not in without_secrets(line)


@pytest.mark.parametrize(
    "line", ["/studio/", "/static/css/tokens.css", "/@ada/song/", "Not Found: /s/", "token 3 of 5"]
)
def test_everything_else_is(line: str) -> None:
    assert without_secrets(line) == line


@pytest.mark.django_db
def test_it_works(log: Any, visitor: Client, live_links: list[str]) -> None:
    for link in live_links:
        visitor.get(link)
        visitor.put(link)
        visitor.get(f"{link}nothing/", headers={"Referer": f"http://testserver{link}"})
    text = log.getvalue()
    assert text.count("/s/…/") >= 3 and "Method Not Allowed" in text
    for link in live_links:
        assert link.split("/")[2] not in text


@pytest.fixture
def live_links(alice: Any, sample_song: Any) -> list[str]:
    from chartbusters.compositions.services import composition_create
    from chartbusters.sharing.services import secret_link_make

    song = composition_create(owner=alice, song=sample_song(), title="Mine")
    token = secret_link_make(composition=song)
    return [f"/s/{token}/song.mp3", f"/s/{token}/"]  # the recording is not ready: 404


@pytest.mark.django_db
def test_a_line_has_an_end(log: Any, visitor: Client) -> None:
    visitor.get("/" + "x" * 30_000)
    (line,) = log.getvalue().splitlines()
    assert len(line) < LONGEST + 200 and line.endswith("… (30012 characters)")


def test_a_line_says_when_and_in_which_zone(log: Any) -> None:
    at = datetime(2026, 3, 4, 5, 6, 7, 890_000, UTC).timestamp()
    record = logging.LogRecord("somebody", logging.INFO, __file__, 1, "hello", None, None)
    record.created = at
    logging.getLogger("somebody").handle(record)
    assert log.getvalue().startswith("2026-03-04T05:06:07.890+00:00 INFO ")


def test_nobody_makes_up_a_line(log: Any) -> None:
    logging.getLogger("somebody").warning(
        "Not Found: %s", "/x\n2026-01-01 INFO web admin signed in\x1b[31m\r\u202e"
    )
    _, second = log.getvalue().splitlines()
    assert second.startswith("    2026") and "\x1b" not in second and "\u202e" not in second


def test_a_fault_is_told_without_secrets(log: Any) -> None:
    try:
        raise ValueError(f"/s/{SECRET}/")
    except ValueError:
        logging.getLogger("somebody").exception("broken")
    assert "Traceback" in log.getvalue() and SECRET not in log.getvalue()
