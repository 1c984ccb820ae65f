"""Runs of tiny networks that are killed on their way, as a program of its own: torch is loaded
once, and each sitting is a process that dies by SIGKILL.

    python -m tests.generation.killed_runs TECHNIQUE FOLDER SEED
"""

import importlib
import json
import os
import random
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch

from generation import train
from generation.training import checkpoint, epochlog, keeping, loop, steprows
from generation.training.packs import write_pack
from tests.generation.small_train import without_compiler
from tests.generation.wishes import WISHES, make_pack, tighten

KILLS = 5
# where a sitting may die: before it enters and after it has left one of these
PLACES: tuple[tuple[Any, str], ...] = (
    (loop, "keep_rows"),
    (loop, "begin_line"),
    (loop, "end_line"),
    (steprows, "write_whole"),
    (checkpoint, "save_file"),
    (checkpoint.os, "replace"),
    (epochlog, "log_line"),
    (keeping, "install_several"),
    (keeping, "point"),
)
STEPS = {"gan": "gan.train", "arcnn": "arcnn.train", "transformer": "transformer.train"}


class Killer:
    """Counts what a sitting does, and ends it at its nth deed."""

    def __init__(self, limit: int) -> None:
        self.limit, self.count = limit, 0

    def tick(self) -> None:
        self.count += 1
        if self.count == self.limit:
            os.kill(os.getpid(), signal.SIGKILL)

    def wrap(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def ticking(*words: Any, **named: Any) -> Any:
            self.tick()
            found = function(*words, **named)
            self.tick()
            return found

        return ticking

    def watch(self, technique: str) -> None:
        for room, name in PLACES:
            setattr(room, name, self.wrap(getattr(room, name)))
        trainee = importlib.import_module(f"generation.techniques.{STEPS[technique]}").Trainee
        trainee.step = self.wrap(trainee.step)


def sit(technique: str, folder: Path, out: Path, limit: int) -> tuple[int, int]:
    """One sitting: how it ended, and how many deeds it had done."""
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        killer = Killer(limit)
        killer.watch(technique)
        options = {**OPTIONS, "technique": technique, "wish": folder / "wish.json"}
        for _ in train.train_to_end({**options, "data": folder / "pack", "out": out}):
            pass
        os.write(writer, str(killer.count).encode())
        os._exit(0)
    os.close(writer)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    with os.fdopen(reader) as told:
        return status, int(told.read() or 0)


OPTIONS: dict[str, Any] = {
    **dict.fromkeys(("plan", "run", "genre", "minutes", "device", "epochs", "steps", "cycles")),
    **dict.fromkeys(("batch", "seed", "loaders", "processes", "start", "peak")),
    **dict.fromkeys(("bfloat16", "compiled")),
    "dry_run": False,
    "pace": False,
}


def main(technique: str, folder: Path, seed: int) -> None:
    torch.set_num_threads(1)
    tighten(technique)
    write_pack(folder / "pack", technique, make_pack(technique))
    (folder / "wish.json").write_text(json.dumps(WISHES[technique]))
    status, deeds = sit(technique, folder, folder / "whole", 0)
    chance, ends = random.Random(seed), []
    farthest = deeds // (KILLS + 1)  # so that no sitting comes to the end before its kill
    for _ in range(KILLS):
        ends.append(sit(technique, folder, folder / "killed", chance.randrange(1, farthest))[0])
    ends.append(sit(technique, folder, folder / "killed", 0)[0])
    sys.stdout.write(json.dumps({"whole": status, "deeds": deeds, "killed": ends}) + "\n")


if __name__ == "__main__":
    without_compiler()
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
