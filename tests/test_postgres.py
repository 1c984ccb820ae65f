"""Every test marked `postgres`, once more on a real PostgreSQL."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.databases import on_postgres

TESTS = Path(__file__).parent


def _marked() -> list[str]:
    """The files with the mark: to read them all for these would take as long as half of them
    run."""
    files = sorted(TESTS.rglob("test_*.py"))
    return [str(file) for file in files if "mark.postgres" in file.read_text()]


@pytest.mark.skipif(on_postgres(), reason="this is the run on PostgreSQL")
def test_it_works_on_postgres(postgres: str) -> None:
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-m",
        "postgres",
        "-p",
        "no:cacheprovider",
        *_marked(),
    ]
    environment = {**os.environ, "DATABASE_URL": postgres}
    outcome = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert outcome.returncode == 0, outcome.stdout[-6000:] + outcome.stderr[-2000:]
    passed = re.search(r"(\d+) passed", outcome.stdout)
    assert passed and int(passed[1]) > 0, outcome.stdout[-2000:]
