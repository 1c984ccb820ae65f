"""Processes of the web that are killed come back, however soon after one another; the web as a
whole goes on."""

import contextlib
from collections.abc import Callable
from typing import Any

import psutil
import pytest
import requests

from tests.processes import is_alive
from tests.webs import Web

pytestmark = pytest.mark.slow


def _killed(web: Web, *processes: psutil.Process) -> None:
    for process in processes:
        process.kill()


def _other_than(web: Web, gone: set[int], eventually: Callable[..., Any]) -> list[psutil.Process]:
    """The two processes that answer once those are gone."""

    def both() -> list[psutil.Process]:
        web.still_runs()
        here = [each for each in web.processes() if is_alive(each) and each.pid not in gone]
        return here if len(here) == 2 else []

    found: list[psutil.Process] = eventually(both, 60, "two processes of the web")
    return found


def test_it_works(web: Web, eventually: Callable[..., Any]) -> None:
    """The one that has just been started again is killed at once, and again; then both at the same
    moment."""
    gone: set[int] = set()
    for _ in range(3):
        newest = max(_other_than(web, gone, eventually), key=lambda process: process.create_time())
        newest.kill()
        gone.add(newest.pid)
    both = _other_than(web, gone, eventually)
    _killed(web, *both)
    _other_than(web, gone | {process.pid for process in both}, eventually)
    eventually(web.is_up)
    assert requests.get(f"{web.url}/accounts/login/", timeout=60).status_code == 200
    web.still_runs()


def test_one_that_cannot_be_kept_alive_ends_all(
    start_web: Callable[..., Web], eventually: Callable[..., Any]
) -> None:
    """With a status by which the supervisor tries again later, after a pause."""
    web = start_web(WEB_WORKERS="1")
    assert web.process is not None
    while web.process.poll() is None:
        for process in web.processes():
            with contextlib.suppress(psutil.NoSuchProcess):  # it has just ended by itself
                process.kill()
    assert web.process.wait() == 1
    assert "keeps dying" in web.log.read_text() or "has died" in web.log.read_text()
