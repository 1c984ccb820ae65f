"""Work over several processes: in order, with news of how long it may take, and nobody left
behind."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from generation.training import process_pool
from generation.training.process_pool import count_processors, word_left
from tests.waiting import wait_until

SCRIPT = """
from tests.generation.training.test_spread_work import tell_and_wait
from generation.training.process_pool import spread

if __name__ == "__main__":
    spread(tell_and_wait, [({path!r},)], ["one"], print)
"""


def tell_and_wait(path: str) -> None:
    Path(path).write_text(str(os.getpid()))
    time.sleep(600)


@pytest.mark.parametrize(
    ("seconds", "told"),
    [(0, ""), (59, ""), (61, ", about 1 min left"), (600, ", about 10 min left")],
)
def test_what_is_left_is_told_in_minutes(seconds: float, told: str) -> None:
    assert word_left(seconds) == told


def test_it_takes_the_processors_that_it_may_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process_pool.os, "sched_getaffinity", lambda process: {3}, raising=False)
    assert count_processors() == 1


@pytest.mark.torch
def test_nobody_is_left_behind_by_a_command_that_was_killed(tmp_path: Path) -> None:
    told, script = tmp_path / "worker", tmp_path / "command.py"
    script.write_text(SCRIPT.format(path=str(told)))
    root = {**os.environ, "PYTHONPATH": str(Path.cwd())}
    with subprocess.Popen([sys.executable, script], env=root) as command:
        process = wait_until(lambda: told.exists() and told.read_text())
        command.kill()
    wait_until(lambda: not is_running(process))


def is_running(process: str) -> bool:
    """Not one that has ended and waits for somebody to ask how."""
    try:
        told = Path(f"/proc/{process}/stat").read_text()
    except FileNotFoundError:
        return False
    return told.rsplit(") ")[1][0] != "Z"
