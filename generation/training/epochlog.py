"""`log.jsonl`, one line an epoch: what a run has told so far, and which of its epochs was the best.

A line is told again, and the same, by a run that goes on from a checkpoint before it; so what
stands behind the checkpoint is dropped.
"""

import contextlib
import json
import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from generation.whole import write_whole

LOG = "log.jsonl"
JUDGED = "loss"  # what validation is judged by, where a technique says so
Line = dict[str, Any]


class EpochLog:
    """The lines of a run in their order; events, which have no phase, stand between them."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / LOG
        self.lines = list(read_lines(self.path))

    @property
    def epochs(self) -> list[Line]:
        return [line for line in self.lines if "phase" in line]

    def keep(self, done: Mapping[str, int]) -> None:
        """Drops what was told of steps that have to be taken again, and lines that were cut off."""
        kept = [each for each in self.lines if each.get("at", 0) <= done.get(each.get("phase"), 0)]
        whole = "".join(json.dumps(line) + "\n" for line in kept)
        if self.path.exists() and self.path.read_text(errors="replace") != whole:
            write_whole(self.path, whole.encode())
        self.lines = kept

    def add(self, line: Line) -> None:
        log_line(self.path, line)
        self.lines.append(line)

    def has(self, line: Line) -> bool:
        place = line["phase"], line["at"]
        return place in [(each["phase"], each["at"]) for each in self.epochs]

    def find_last(self, phase: str) -> int:
        """At which step of a phase its last epoch ended."""
        return max((line["at"] for line in self.epochs if line["phase"] == phase), default=0)

    def is_best(self, valid: Mapping[str, float]) -> bool:
        """Whether no epoch before was judged as well or better."""
        return judge(valid) < min((judge(line["valid"]) for line in self.epochs), default=math.inf)


def judge(valid: Mapping[str, float]) -> float:
    """What counts of a validation: less is better."""
    return valid[JUDGED] if JUDGED in valid else next(iter(valid.values()))


def read_lines(path: Path) -> Iterator[Line]:
    """Those of a log; one that was cut off, by a kill or a full disk, is none."""
    if not path.exists():
        return
    for line in path.read_text(errors="replace").splitlines():
        with contextlib.suppress(ValueError):
            yield json.loads(line)


def log_line(path: Path, line: Line) -> None:
    """Adds a line; one that was cut off ends first."""
    torn = path.exists() and path.read_bytes()[-1:] not in (b"", b"\n")
    with path.open("a") as log:
        log.write(("\n" if torn else "") + json.dumps(line) + "\n")
