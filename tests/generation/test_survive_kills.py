"""Five kills at random places of a run, in each technique: losses, takes and weights are those of a
run that nobody disturbed, to the bit."""

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import load_file

from tests.conftest import REPOSITORY

TIMES = ("seconds", "steps_per_second")  # what may differ
PROGRAM = "tests.generation.killed_runs"


def run_twice(technique: str, folder: Path, seed: int) -> dict[str, Any]:
    """A run as it is, and one that is killed five times."""
    words = [sys.executable, "-m", PROGRAM, technique, str(folder), str(seed)]
    done = subprocess.run(words, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    ended: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return ended


def read_log(folder: Path) -> list[dict[str, Any]]:
    lines = (folder / "log.jsonl").read_text().splitlines()
    return [{**json.loads(line), **dict.fromkeys(TIMES)} for line in lines]


def read_files(folder: Path, pattern: str) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.glob(pattern))}


def read_course(folder: Path) -> dict[str, Any]:
    """What the best card tells, but for minutes."""
    card = json.loads((folder / "best/card.json").read_text())
    return {**card, "training": {**card["training"], "minutes": 0}}


@pytest.mark.parametrize("technique", ["gan", "arcnn", "transformer"])
def test_kills_change_nothing(technique: str, tmp_path: Path) -> None:
    ended = run_twice(technique, tmp_path, seed=1)
    assert ended["whole"] == 0
    assert ended["killed"] == [-signal.SIGKILL] * 5 + [0]
    whole, killed = tmp_path / "whole", tmp_path / "killed"
    assert read_log(killed) == read_log(whole)
    for pattern in ("steps-*", "*.safetensors", "samples/*", "real.json"):
        found = read_files(whole, pattern)
        assert found and read_files(killed, pattern).keys() == found.keys(), pattern
        if "state.safetensors" not in found:
            assert read_files(killed, pattern) == found, pattern
    states = [load_file(folder / "state.safetensors") for folder in (whole, killed)]
    assert states[0].keys() == states[1].keys()
    assert all(torch.equal(states[0][name], states[1][name]) for name in states[0])
    assert read_files(killed, "best/*.safetensors") == read_files(whole, "best/*.safetensors")
    assert read_course(killed) == read_course(whole)
