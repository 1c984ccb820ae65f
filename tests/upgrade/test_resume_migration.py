"""A migration that was killed at its commit is not begun again."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.databases import on_postgres
from tests.upgrade.make import environment, run
from tests.upgrade.test_keep_installation import HERE, REPOSITORY, fresh_database

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(on_postgres(), reason="it brings its own databases"),
]


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_it_works(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path}/new.sqlite3"
    if kind == "postgres":
        database = fresh_database(request.getfixturevalue("postgres"), "recorded")
    settings = environment(database, tmp_path, REPOSITORY)
    command = [sys.executable, str(HERE / "killed.py"), "auth.0001_initial"]
    assert subprocess.run(command, cwd=REPOSITORY, env=settings).returncode == -signal.SIGKILL
    told = run(REPOSITORY, settings, "manage.py", "migrate", "auth", "--no-input")
    assert "auth.0002_" in told
    assert "auth.0001_initial" not in told
