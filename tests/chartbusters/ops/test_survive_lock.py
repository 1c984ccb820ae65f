"""Somebody holds a row, or on SQLite the lock of all writers: who needs it hears so and when to
come back, soon; who only reads goes on."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import OperationalError, connection, transaction

from chartbusters.ops.postgresql import base as backend
from chartbusters.ops.postgresql.base import bound
from chartbusters.ops.processes import worker_parts
from chartbusters.voting.models import Ballot
from tests.databases import on_postgres
from tests.workers import database_url

PROGRAM = """
import json, sys
from chartbusters.wsgi import application
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client

settings.ALLOWED_HOSTS = ["testserver"]
client = Client(raise_request_exception=False)
client.cookies["sessionid"] = sys.argv[2]
kind, key = "application/json", {"Idempotency-Key": "k"}
vote = client.post(sys.argv[1], {"outcome": "a"}, content_type=kind, headers=key)
page = client.get("/challenges/tunes/")
print("ANSWERS" + json.dumps([vote.status_code, vote.headers.get("Retry-After"), page.status_code]))
"""


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_it_works(
    bob: Any, contest: Any, heard_ballot: Any, client_of: Any, api: Any, tmp_path: Path
) -> None:
    challenge, _ = contest("voting")
    address = f"/api/v1/ballots/{heard_ballot(bob, challenge).pk}/vote/"
    session = client_of(bob).cookies["sessionid"].value
    own = {
        "VAR_DIR": str(tmp_path),
        "DATABASE_URL": database_url(),
        "SECRET_KEY": settings.SECRET_KEY,
        "PART": "web",
    }
    with transaction.atomic():
        Ballot.objects.select_for_update().get()
        outcome = subprocess.run(
            [sys.executable, "-c", PROGRAM, address, session],
            env={**os.environ, **own, "BROKER_URL": "redis://127.0.0.1:1/0", "DEBUG": "true"},
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
    assert outcome.returncode == 0, outcome.stderr[-3000:]
    assert json.loads(outcome.stdout.partition("ANSWERS")[2]) == [503, "5", 200]
    assert api(bob).post(address, {"outcome": "a"}, Idempotency_Key="k").status_code == 201


def test_no_worker_waits_for_ever() -> None:
    """As a command does, which nobody names: a migration takes as long as it takes."""
    assert {"web", *(part.name for part in worker_parts())} <= set(settings.DATABASE_WAITS)


@pytest.mark.postgres
@pytest.mark.django_db
def test_it_handles_a_server_that_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Here it works on something for longer than we wait, which to who waits is the same."""
    if not on_postgres():
        pytest.skip("SQLite has no server")
    monkeypatch.setattr(backend, "_breaker", backend.Breaker("the database", pause=60.0))
    words = {
        **connection.get_connection_params(),
        "cursor_factory": psycopg.Cursor,
        "context": None,
    }
    words["options"] = (
        "-c statement_timeout=2000"  # or the server would go on with it, and hold the database
    )
    with psycopg.connect(**words) as asking:
        bound(asking, 0.2)
        with pytest.raises(psycopg.OperationalError, match="said nothing"):
            asking.execute("SELECT pg_sleep(600)")
        assert asking.closed and backend._breaker.failing
    wrapper = connection.copy()
    wrapper.settings_dict = {**wrapper.settings_dict, "SILENCE": 0.2}
    with pytest.raises(OperationalError, match="left alone"):
        wrapper.ensure_connection()
