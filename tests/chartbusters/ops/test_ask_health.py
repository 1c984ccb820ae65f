"""/healthz names every part and says 503 when one is down."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client

from chartbusters.ops import health, heartbeats
from tests.waiting import wait_until
from tests.workers import LiveWorker

PARTS = {
    "training",
    "database",
    "broker",
    "worker",
    "scheduler",
    "storage",
    "soundfont",
    "static",
    "models",
    "boards",
    "final boards",
    "notices",
    "plays",
    "seasons",
}


@pytest.mark.django_db(transaction=True)
def test_it_works(client: Client, live_worker: LiveWorker, eventually: Callable[..., Any]) -> None:
    """With a real broker and worker; the scheduler's tick is set by hand, a whole site is in
    test_supervise.py."""
    heartbeats.mark("scheduler")
    eventually(lambda: heartbeats.age("worker:generate") is not None)
    answer = client.get("/healthz")
    parts = answer.json()["parts"]
    assert set(parts) == PARTS
    assert {name for name, part in parts.items() if not part["ok"]} == set()
    assert answer.status_code == 200
    assert all(part["ms"] >= 0 and part["detail"] for part in parts.values())


@pytest.mark.django_db
def test_it_handles_silence(client: Client) -> None:
    for queue in ("quick", "boards", "render", "webhooks", "train"):
        heartbeats.mark(f"worker:{queue}")
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["parts"]["worker"]["detail"] == "no worker takes from: generate"
    assert answer.json()["parts"]["scheduler"]["detail"] == "no tick"
    assert answer.json()["parts"]["database"]["ok"]


@pytest.mark.django_db
def test_it_keeps_secrets(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def down() -> str:
        raise OperationalError("could not connect to postgresql://user:secret@host")

    monkeypatch.setitem(health.CHECKS, "database", down)
    answer = client.get("/healthz")
    assert answer.json()["parts"]["database"]["detail"] == "OperationalError"
    assert "secret" not in answer.content.decode()


@pytest.mark.parametrize("hours", [-1, 1])
def test_it_handles_clocks_that_differ(
    broker: str, monkeypatch: pytest.MonkeyPatch, hours: int
) -> None:
    """What lives lives, and what is silent is silent, whatever the clocks of writer and
    reader say."""
    monkeypatch.setattr(heartbeats, "WORKER_FRESH", 1.0)
    clock = time.time
    monkeypatch.setattr(heartbeats.time, "time", lambda: clock() + 3600 * hours)
    heartbeats.mark("worker:quick")
    monkeypatch.undo()
    assert heartbeats.age("worker:quick") is not None
    assert heartbeats.age("worker:quick") <= heartbeats.WORKER_FRESH
    wait_until(lambda: heartbeats.age("worker:quick") is None, 5, "the sign of life to be gone")
