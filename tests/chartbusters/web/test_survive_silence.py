"""Broker and cache that take all and say nothing: who sends and who counts does not wait for them
again and again."""

import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

PROGRAM = """
import json
from chartbusters.wsgi import application
from django.core.management import call_command
from django.conf import settings
from django.test import Client
from django.contrib.auth import get_user_model
from chartbusters.compositions.presets import presets
from generation.music.document import to_document

call_command("migrate", verbosity=0)
settings.ALLOWED_HOSTS = ["testserver"]
get_user_model().objects.create_user("alice", password="alice-pass-1")
client = Client(raise_request_exception=False)
sign_in = client.post("/accounts/login/", {"login": "alice", "password": "alice-pass-1"})
client.force_login(get_user_model().objects.get())
wish = {"technique": "gan", "document": to_document(presets()[0].song)}
ask = lambda: client.post("/api/v1/generation-jobs/", wish, content_type="application/json")
statuses = [ask().status_code for _ in "abc"]
health = client.get("/healthz").json()["parts"]
parts = {name: part["ok"] for name, part in health.items()}
print("ANSWERS" + json.dumps([sign_in.status_code, statuses, parts]))
"""


class Silent:
    """Takes every connection and every byte, and never says a word."""

    def __init__(self) -> None:
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.callers: list[socket.socket] = []
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            try:
                self.callers.append(self.listener.accept()[0])
            except OSError:
                return

    def close(self) -> None:
        self.listener.close()
        for caller in self.callers:
            caller.close()


@pytest.fixture
def silent() -> Iterator[Silent]:
    server = Silent()
    yield server
    server.close()


def test_it_works(silent: Silent, tmp_path: Path) -> None:
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    own = {"VAR_DIR": str(tmp_path), "BROKER_URL": f"redis://127.0.0.1:{silent.port}/0"}
    outcome = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env={**kept, **own},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert outcome.returncode == 0, outcome.stderr[-3000:]
    sign_in, statuses, health = json.loads(outcome.stdout.partition("ANSWERS")[2])
    assert sign_in == 302 and statuses == [201, 201, 201]
    assert {name for name, ok in health.items() if not ok} >= {"broker", "worker", "scheduler"}
    assert health["database"]
    # Limits, three messages and four checks would have knocked a dozen times.
    assert len(silent.callers) <= 5
