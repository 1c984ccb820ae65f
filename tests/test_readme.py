"""The README's tree names what is there, and nothing else."""

import re
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent


def test_it_works() -> None:
    outcome = subprocess.run(
        [sys.executable, ".ci/tree", "--check"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr


def test_it_says_something_about_every_file() -> None:
    tree = (REPOSITORY / "README.md").read_text().partition("<!-- tree")[2].partition("<!-- end")[0]
    silent = [line for line in tree.splitlines() if re.fullmatch(r"  \S+\.(py|ts)", line)]
    assert silent == []
