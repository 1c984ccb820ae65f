"""The folder of a run, as its worker sees it: what the child writes there is read, and the child is
asked by files."""

import contextlib
import fcntl
import json
import os
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from django.conf import settings

from generation.errors import JobError
from generation.music.midi import read_midi
from generation.music.song import Song
from generation.services import Steps
from generation.training.epochlog import LOG, read_lines

ERRORS, REAL, STOP, LOCK = "errors.txt", "real.json", "stop", "lock"
SAMPLES = 3  # takes of an epoch that are kept
LEAST_FREE = 200  # megabytes below which no run begins
# seconds that the child of a dead worker may take to end; its input is closed by then
AFTERLIFE = 30.0


class StillBusy(Exception):
    """The child of an earlier worker holds the folder."""


class RunFolder:
    """Checkpoints, log, samples, and in the end weights and card of a run."""

    def __init__(self, path: Path) -> None:
        self.path, self.errors = path, path / ERRORS

    @contextlib.contextmanager
    def held(self) -> Iterator[int]:
        """Nobody else learns in it meanwhile: the descriptor goes to the child, and the lock ends
        with the last who has it. Raises `JobError` where the disk is full, and `StillBusy`."""
        with telling_of_disks():
            self.path.mkdir(parents=True, exist_ok=True)
            refuse_full(self.path)
            lock = os.open(self.path / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _wait_for(lock)
            self.ask_to_go_on()
            yield lock
        finally:
            os.close(lock)

    def ask_to_stop(self) -> None:
        """Where the disk takes no file the child is ended a while later; nothing is lost by it."""
        with contextlib.suppress(OSError):
            (self.path / STOP).touch()

    def ask_to_go_on(self) -> None:
        with contextlib.suppress(OSError):
            (self.path / STOP).unlink(missing_ok=True)

    def read_log(self) -> Iterator[dict[str, Any]]:
        """The epochs in the run's own log; a line that was cut off, by a kill or a full disk, is
        none."""
        return (line for line in read_lines(self.path / LOG) if "phase" in line)

    def read_real(self) -> dict[str, Any]:
        """Measures of real music; nothing before they are there."""
        try:
            found = json.loads((self.path / REAL).read_text())
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def read_samples(self, line: Mapping[str, Any]) -> list[Song]:
        """The first takes that were played at an epoch; one that cannot be read is left out."""
        label = line.get("label") or f"{line['at']:05d}"
        names = [f"{label}-{number}.mid" for number in range(SAMPLES)]
        songs = []
        for path in (self.path / "samples" / name for name in names):
            with contextlib.suppress(OSError, ValueError):
                songs.append(read_midi(path.read_bytes()))
        return songs

    def read_steps(self, line: Mapping[str, Any], first: int) -> Steps | None:
        """Figures of the steps from `first` to those of an epoch; None where none are kept."""
        phase, stop = line["phase"], line["at"]
        try:
            names = json.loads((self.path / f"steps-{phase}.json").read_text())["names"]
            with (self.path / f"steps-{phase}.f32").open("rb") as rows:
                rows.seek(4 * len(names) * first)
                content = rows.read(4 * len(names) * max(0, stop - first))
            values = np.frombuffer(content, "<f4").reshape(-1, len(names))
        except (OSError, ValueError, KeyError):
            return None
        columns = {name: values[:, at] for at, name in enumerate(names)}
        return Steps(phase, first, columns) if len(values) == stop - first > 0 else None

    def megabytes(self) -> float:
        files = (path for path in self.path.rglob("*") if path.is_file())
        return sum(path.stat().st_size for path in files) / 1e6

    def refuse_too_large(self) -> None:
        """Raises `JobError` where a run takes more room than it may."""
        with contextlib.suppress(FileNotFoundError):  # the child replaces files meanwhile
            if self.megabytes() > settings.TRAIN_RUN_MEGABYTES:
                message = (
                    f"The run has filled {settings.TRAIN_RUN_MEGABYTES} MB of the disk, as much "
                    "as one may. Its best epoch stands, and can be taken."
                )
                raise JobError("too_large", message)


def _wait_for(lock: int) -> None:
    until = time.monotonic() + AFTERLIFE
    while True:
        try:
            return fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > until:
                raise StillBusy from None
            time.sleep(0.05)


def refuse_full(path: Path) -> None:
    """Raises `JobError` where too little of the disk is free to begin."""
    free = os.statvfs(path)
    if free.f_bavail * free.f_frsize < LEAST_FREE * 1_000_000:
        raise JobError("disk_full", FULL)


FULL = (
    "The disk of the machine that trains is full, so the run was stopped. What it had learnt is "
    "kept; resume it when the operator has made room."
)


@contextlib.contextmanager
def telling_of_disks() -> Iterator[None]:
    """What a disk refuses is said in words."""
    try:
        yield
    except OSError as error:
        message = f"{FULL} ({error.strerror})"
        raise JobError("disk_full", message) from error
