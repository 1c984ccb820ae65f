"""A migration that was killed in its midst is taken up again, and loses nothing on the way."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.databases import on_postgres
from tests.upgrade.make import environment, run
from tests.upgrade.test_keep_installation import (
    HERE,
    INSTALLATIONS,
    REPOSITORY,
    ROWS,
    fresh_database,
    lost,
    restored,
)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(on_postgres(), reason="it brings its own databases"),
]
KILLS = 4


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_it_works(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    installation = INSTALLATIONS[0]
    old = restored(installation, tmp_path)
    database = f"sqlite:///{old}"
    if kind == "postgres":
        database = fresh_database(request.getfixturevalue("postgres"), f"{installation}-resumed")
    settings = environment(database, tmp_path, REPOSITORY)
    if kind == "postgres":
        run(REPOSITORY, settings, str(HERE / "move.py"), str(old))
    # it got on each time
    assert len({killed_in_mid_migration(settings, after) for after in range(1, KILLS + 1)}) > 1
    run(REPOSITORY, settings, "manage.py", "migrate", "--no-input")
    run(REPOSITORY, settings, "manage.py", "migrate", "--check")
    before = json.loads((HERE / f"{installation}.json").read_text())
    after = json.loads(run(REPOSITORY, settings, str(HERE / "facts.py"), told="[]"))
    for rows in ROWS:
        assert lost(before[rows], after[rows]) == []
        assert set(after[rows]) == set(before[rows])


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_it_is_recorded_with_what_it_did(
    kind: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    database = f"sqlite:///{tmp_path}/new.sqlite3"
    if kind == "postgres":
        database = fresh_database(request.getfixturevalue("postgres"), "recorded")
    settings = environment(database, tmp_path, REPOSITORY)
    command = [sys.executable, str(HERE / "killed.py"), "auth.0001_initial"]
    assert subprocess.run(command, cwd=REPOSITORY, env=settings).returncode == -signal.SIGKILL
    told = run(REPOSITORY, settings, "manage.py", "migrate", "auth", "--no-input")
    assert "auth.0002_" in told
    assert "auth.0001_initial" not in told


def killed_in_mid_migration(settings: dict[str, str], after: int) -> str:
    """Kills `manage.py migrate` as soon as it has begun with so many migrations; returns the last
    one's name."""
    command = [sys.executable, "manage.py", "migrate", "--no-input"]
    with subprocess.Popen(
        command, cwd=REPOSITORY, env={**os.environ, **settings}, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        words = b""
        while words.count(b"Applying ") < after or not words.endswith(b"..."):
            read = process.stdout.read1(1)  # type: ignore[attr-defined]
            assert read, f"it ended before its migration {after}"
            words += read
        process.kill()
    return words.rpartition(b"Applying ")[2].decode()
