"""Tests wait for what other processes do, longer on a busy machine; and no example of a property
has a time."""

import os
import time
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "untimed", settings.default, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("untimed")


def slowness() -> float:
    """How many times longer things take now than on this machine when it is quiet: what wants to
    run, for each core."""
    return max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))


def wait_until(
    check: Callable[[], Any], seconds: float = 60.0, what: str = "", pause: float = 0.05
) -> Any:
    """The first true answer of `check`; fails the test when there is none in time, which a busy
    machine has more of. What takes seconds, and is dear to ask for, is asked for with a longer
    `pause`."""
    began = time.monotonic()
    while not (answer := check()):
        if time.monotonic() - began > seconds * slowness():
            pytest.fail(
                f"waited {time.monotonic() - began:.0f} s in vain for {what or check.__name__}"
            )
        time.sleep(pause)
    return answer


@pytest.fixture(scope="session")
def eventually() -> Callable[..., Any]:
    """`eventually(lambda: job_is_done(), seconds=60)`: waits for what another process does."""
    return wait_until
