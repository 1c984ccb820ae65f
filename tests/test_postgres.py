"""Every test marked `postgres`, once more on a real PostgreSQL."""

import os
import re
import subprocess
import sys

import pytest

from tests.databases import on_postgres


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
        "tests",
    ]
    environment = {**os.environ, "DATABASE_URL": postgres}
    outcome = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert outcome.returncode == 0, outcome.stdout[-6000:] + outcome.stderr[-2000:]
    passed = re.search(r"(\d+) passed", outcome.stdout)
    assert passed and int(passed[1]) > 0, outcome.stdout[-2000:]
