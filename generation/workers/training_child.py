"""The child in which a network learns, from the side of the worker: what it prints, and its end."""

import json
import os
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings

from generation.engine import Cancelled
from generation.workers.jobs import TICK
from generation.workers.training_folder import RunFolder
from generation.workers.training_heartbeat import TrainingHeartbeat

PATIENCE = 120.0  # seconds in which a child that was asked to stop has to come to its next step
THREADS = ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS")


class ChildFailed(Exception):
    """The child ended without having learnt to the end."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(f"exit status {status}: {message}")
        self.status, self.message = status, message


class ChildStopped(Exception):
    """The child ended because it was asked to, all of it on the disk."""


def read_child(
    words: list[str], folder: RunFolder, heartbeat: TrainingHeartbeat, lock: int
) -> Iterator[dict[str, Any]]:
    """The lines that a child prints, until it ends. It ends with us, and when it is stopped; the
    folder stays locked until it has ended, whatever becomes of us.

    Raises `Cancelled` if it was stopped at once, `ChildStopped` and `ChildFailed`.
    """
    stopped = False
    with folder.errors.open("wb") as told:
        child = start_child(words, stderr=told, pass_fds=[lock])
    with child:
        threading.Thread(target=_end_when, args=(heartbeat, child), daemon=True).start()
        try:
            for line in map(json.loads, child.stdout or ()):
                stopped = line.get("event") == "stopped"
                yield line
        except BaseException:
            child.kill()
            raise
    if heartbeat.stopped.is_set():
        raise Cancelled
    if stopped or (child.returncode and heartbeat.leaving_since is not None):
        raise ChildStopped
    if child.returncode:
        raise ChildFailed(child.returncode, read_last_line(folder.errors))


def start_child(words: list[str], **more: Any) -> subprocess.Popen[bytes]:
    """It ends with us: its input closes. What it prints is to be read."""
    return subprocess.Popen(
        words,
        cwd=settings.BASE_DIR,
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        **more,
    )


def environment() -> dict[str, str]:
    """As many threads as networks learn with here; workers have one each."""
    threads = settings.TRAIN_THREADS or max(1, (os.cpu_count() or 1) - 1)
    return {**os.environ, **dict.fromkeys(THREADS, str(threads))}


def _end_when(heartbeat: TrainingHeartbeat, child: subprocess.Popen[bytes]) -> None:
    while child.poll() is None:
        late = heartbeat.leaving_since is not None and (
            time.monotonic() - heartbeat.leaving_since > PATIENCE
        )
        # A kill is always safe: it costs what was learnt since the last checkpoint.
        if heartbeat.stopped.wait(TICK) or late:
            child.kill()


def read_last_line(path: Path) -> str:
    """What the child said at last."""
    lines = path.read_text(errors="replace").strip().splitlines()
    return lines[-1] if lines else "it said nothing"
