"""Programs of ours that read bytes of strangers: each is a child process that limits itself first,
is given nothing of the environment, and may die."""

import subprocess
import sys
import tempfile
from collections.abc import Sequence
from typing import NamedTuple


class Ended(NamedTuple):
    """`status` is 0, what the program ended with, or the negative number of a signal."""

    status: int
    answer: bytes


def run_limited(arguments: Sequence[str], data: bytes, *, seconds: float) -> Ended:
    """Runs Python with these arguments; `data` is on its standard input.

    Raises `subprocess.TimeoutExpired` after so many seconds on the clock.
    """
    # -I: nothing of the environment or of the current folder; the environment may hold secrets.
    command = [sys.executable, "-I", *arguments]
    # A file and no pipe: the child's limit on files bounds the answer too.
    with tempfile.TemporaryFile() as answer:
        child = subprocess.run(
            command,
            input=data,
            stdout=answer,
            stderr=subprocess.DEVNULL,
            env={},
            timeout=seconds,
            check=False,
        )
        answer.seek(0)
        return Ended(child.returncode, answer.read() if child.returncode == 0 else b"")
