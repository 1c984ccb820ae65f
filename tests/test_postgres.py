"""Every test marked `postgres`, once more on a real PostgreSQL: a run for each package, so that two
processes can have one each."""

import os
import re
import subprocess
import sys
from itertools import chain
from pathlib import Path

import pytest

from tests.databases import on_postgres

TESTS = Path(__file__).parent
PACKAGES = ("chartbusters", "generation")


def _marked(folder: Path) -> list[str]:
    """The files with the mark: to read them all for these would take as long as half of them
    run."""
    files = sorted({*folder.rglob("test_*.py")} - {Path(__file__)})
    return [str(file) for file in files if "mark.postgres" in file.read_text()]


def test_no_package_is_left_out() -> None:
    assert sorted(_marked(TESTS)) == sorted(chain(*(_marked(TESTS / each) for each in PACKAGES)))


@pytest.mark.skipif(on_postgres(), reason="this is the run on PostgreSQL")
@pytest.mark.parametrize("package", PACKAGES)
def test_it_works_on_postgres(postgres: str, package: str) -> None:
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-m",
        "postgres",
        "-p",
        "no:cacheprovider",
        *_marked(TESTS / package),
    ]
    environment = {**os.environ, "DATABASE_URL": postgres}
    outcome = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert outcome.returncode == 0, outcome.stdout[-6000:] + outcome.stderr[-2000:]
    passed = re.search(r"(\d+) passed", outcome.stdout)
    assert passed and int(passed[1]) > 0, outcome.stdout[-2000:]
