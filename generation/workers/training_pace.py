"""How fast this machine trains, measured by some steps in a child that keeps nothing."""

import json
import logging
import select
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from generation import services
from generation.models import TrainingPace
from generation.requiring import TorchMissing, require_torch
from generation.techniques import Technique, trainable
from generation.training_data import find_music
from generation.training_selectors import run_next
from generation.whole import write_whole
from generation.workers.training_child import start_child
from generation.workers.training_wish import PROGRAM, WISH

logger = logging.getLogger(__name__)
LONGEST, LOOK = 600.0, 1.0  # seconds; between two looks whether a run waits


def measure_missing() -> None:
    """Those techniques that were never measured here, while no run waits for the machine. What
    fails is told in the log, and tried again when the worker starts anew."""
    try:
        require_torch()
    except TorchMissing:
        return
    known = set(TrainingPace.objects.exclude(measured={}).values_list("technique", flat=True))
    for name, technique in trainable().items():
        if name in known or run_next():
            continue
        if pace := measure(technique):
            services.pace_measured(technique=name, measured=pace)


def measure(technique: Technique) -> dict[str, Any] | None:
    """None where there is no music to measure with, or it came to nothing."""
    music = find_music(technique.name)
    if music is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        wish = {"technique": technique.name, "genre": music.genre, "parameters": {}}
        path = Path(folder) / WISH
        write_whole(path, json.dumps(wish).encode())
        words = [f"--wish={path}", f"--data={music.path}", f"--out={folder}/run", "--pace"]
        return _measured([sys.executable, *PROGRAM, technique.name, *words, "--with-parent"])


def _measured(words: list[str]) -> dict[str, Any] | None:
    """What the child tells."""
    child = start_child(words, stderr=subprocess.DEVNULL)
    with child:
        try:
            # not `communicate`, which closes the input: the child would end
            told = _read_within(child)
        finally:
            child.kill()
    try:
        found: dict[str, Any] = json.loads(told)
    except ValueError:
        logger.info("no pace was measured, or a run came first: %s", words[3])
        return None
    return found


def _read_within(child: subprocess.Popen[bytes]) -> bytes:
    """Its first line; nothing once it has taken too long, or a run waits for the machine."""
    until = time.monotonic() + LONGEST
    while child.stdout and time.monotonic() < until and not run_next():
        readable, _, _ = select.select([child.stdout], [], [], LOOK)
        if readable:
            return child.stdout.readline()
    return b""
