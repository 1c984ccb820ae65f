"""Slow tests take turns: each has one, and quick ones are never left out."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY
from tests.taking_turns import turn_written

FILE = """
import pytest
@pytest.mark.slow
@pytest.mark.parametrize("number", range(12))
def test_long(number): pass
def test_quick(): pass
"""


def run(folder: Path, *options: str) -> set[str]:
    """Names of the tests that passed."""
    words = [sys.executable, "-m", "pytest", "-v", "-p", "tests.taking_turns"]
    done = subprocess.run(
        [*words, "-c", str(folder / "none.ini"), str(folder), *options],
        cwd=REPOSITORY,
        env={"PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        check=False,
    )
    lines = [line for line in done.stdout.splitlines() if " PASSED" in line]
    return {line.partition("::")[2].split()[0] for line in lines}


def test_three_turns_run_everything(tmp_path: Path) -> None:
    (tmp_path / "test_a.py").write_text(FILE)
    (tmp_path / "none.ini").write_text("[pytest]\nmarkers = slow\n")
    turns = [run(tmp_path, "--turn", f"{turn}/3") for turn in (1, 2, 3)]
    assert set.union(*turns) == run(tmp_path)
    assert set.intersection(*turns) == {"test_quick"}
    assert len(run(tmp_path)) == 13 and all(len(turn) < 13 for turn in turns)


@pytest.mark.parametrize("text", ["0/3", "4/3", "2", "one/3"])
def test_it_rejects_turns_that_there_are_not(text: str) -> None:
    with pytest.raises(ValueError):
        turn_written(text)
