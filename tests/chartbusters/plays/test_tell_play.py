"""What is told is written down at once, if we signed its beginning; what was never begun costs no
query."""

import json
import os
import signal
from typing import Any

import pytest
from django.test import Client

from chartbusters.compositions.models import Composition
from chartbusters.plays.beginnings import beginning_verified
from chartbusters.plays.selectors import STREAM
from chartbusters.plays.services import play_tell
from tests.chartbusters.plays.conftest import PLAYS, begin, tell

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("broker")]


@pytest.fixture
def token(waltz: Composition) -> str:
    return str(begin(Client(), waltz).json()["token"])


def test_it_works(token: str) -> None:
    answer = tell(Client(), token)
    assert answer.status_code == 202 and STREAM.waiting() == 1


def test_whoever_has_the_token_may_tell_it(token: str, bob: Any, client_of: Any) -> None:
    """A page that is left tells without a session, a form's token or an origin."""
    assert tell(Client(enforce_csrf_checks=True), token).status_code == 202
    assert tell(client_of(bob), token).status_code == 202


def test_it_asks_the_database_nothing(token: str, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        tell(Client(), token)
        tell(Client(), "A" * len(token))


@pytest.mark.parametrize("at", [0, 5, 11, 20, 30, 60, 95])
def test_it_rejects_a_token_that_was_changed(at: int, token: str) -> None:
    changed = token[:at] + ("B" if token[at] == "A" else "A") + token[at + 1 :]
    assert tell(Client(), changed).json()["field"] == "token"
    assert STREAM.waiting() == 0


@pytest.mark.parametrize("token", ["", "x", "é" * 100, "=" * 100, "A" * 99, "A" * 101])
def test_it_rejects_what_is_no_token(token: str) -> None:
    assert tell(Client(), token).status_code == 400
    assert beginning_verified(token) is None


@pytest.mark.parametrize("heard", [-1, 86_400_001, "many", None, 1.5])
def test_it_rejects_times_that_are_none(heard: Any, token: str) -> None:
    assert tell(Client(), token, heard).status_code == 400


def test_it_rejects_a_long_body(token: str) -> None:
    body = json.dumps({"token": token, "heard_ms": 1, "more": "x" * 1000})
    answer = Client().post(PLAYS, body, content_type="application/json")
    assert answer.status_code == 413


def test_it_refuses_when_too_many_wait(token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(STREAM, "most", 2)
    answers = [tell(Client(), token).status_code for _ in range(5)]
    STREAM._full_until = 0.0  # for the tests that come
    assert answers == [202, 202, 202, 503, 503]


def test_what_was_acknowledged_outlives_the_process(token: str) -> None:
    """A process tells plays and writes down each that was acknowledged, until it is killed."""
    read, write = os.pipe()
    child = os.fork()
    if not child:
        _tell_for_ever(token, write)
    acknowledged = len(os.read(read, 100))
    while acknowledged < 50:
        acknowledged += len(os.read(read, 100))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(write)
    acknowledged += len(os.read(read, 1_000_000))
    os.close(read)
    assert acknowledged <= STREAM.waiting() <= acknowledged + 1


def _tell_for_ever(token: str, acknowledged: int) -> None:
    """In the child; never returns."""
    try:
        while True:
            play_tell(token=token, heard_ms=1)
            os.write(acknowledged, b".")
    finally:
        os._exit(1)
