"""A database that is away is 503 with a time to come back, on pages and in the API; /healthz says
which part it is."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import psycopg
import pytest

PROGRAM = """
import json
from chartbusters.wsgi import application
from django.conf import settings
from django.test import Client

settings.ALLOWED_HOSTS = ["testserver"]
client = Client(raise_request_exception=False)
client.cookies["sessionid"] = "abcdefghijklmnopqrstuvwxyz012345"
answers = {}
job = "/api/v1/generation-jobs/00000000-0000-0000-0000-000000000000/"
for address in ["/", "/admin/", job, "/healthz"]:
    answer = client.get(address)
    wait = answer.headers.get("Retry-After")
    answers[address] = [answer.status_code, wait, answer.content.decode()]
print("ANSWERS" + json.dumps(answers))
"""


def _ask(folder: Path, **environment: str) -> dict[str, list[Any]]:
    whole = {**os.environ, "VAR_DIR": str(folder), **environment}
    outcome = subprocess.run(
        [sys.executable, "-c", PROGRAM], env=whole, capture_output=True, text=True, check=False
    )
    assert outcome.returncode == 0, outcome.stderr[-3000:]
    return dict(json.loads(outcome.stdout.partition("ANSWERS")[2]))


def test_it_works(tmp_path: Path) -> None:
    nobody = {
        "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none",
        "CACHE_URL": "redis://127.0.0.1:1/0",
    }
    answers = _ask(tmp_path, **nobody, BROKER_URL="redis://127.0.0.1:1/0")

    status, _, body = answers.pop("/healthz")
    parts = json.loads(body)["parts"]
    assert status == 503
    assert {name for name, part in parts.items() if not part["ok"]} == {
        *("database", "broker", "worker", "scheduler", "boards", "final boards"),
        *("notices", "seasons", "static", "training"),
    }
    for address, (status, retry_after, body) in answers.items():
        assert (status, retry_after) == (503, "5"), address
        assert "try again shortly" in body
    assert (
        json.loads(answers["/api/v1/generation-jobs/00000000-0000-0000-0000-000000000000/"][2])[
            "code"
        ]
        == "unavailable"
    )


def test_it_handles_a_database_without_tables(tmp_path: Path) -> None:
    """As `manage.py up` finds it when nobody has migrated yet."""
    _has_no_tables(_ask(tmp_path, DATABASE_URL=f"sqlite:///{tmp_path}/empty.sqlite3"))


@pytest.mark.slow
def test_it_handles_a_postgres_without_tables(postgres: str, tmp_path: Path) -> None:
    with psycopg.connect(postgres, autocommit=True) as server:
        server.execute("CREATE DATABASE without_tables")
    _has_no_tables(_ask(tmp_path, DATABASE_URL=postgres.replace("/postgres?", "/without_tables?")))


def _has_no_tables(answers: dict[str, list[Any]]) -> None:
    status, _, body = answers.pop("/healthz")
    assert status == 503
    assert (
        "migrations of this code are not applied yet"
        in json.loads(body)["parts"]["database"]["detail"]
    )
    for address, (status, retry_after, body) in answers.items():
        assert status == 503 and int(retry_after) > 0, address
        assert "try again shortly" in body
