"""A worker's side of synthesis: the child process that plays a song, its limits, and the watch over
it."""

import contextlib
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings

from chartbusters.ops.parent_death import die_with_parent
from chartbusters.web.soundfont import soundfont_path

PROGRAM = Path(__file__).with_name("synthesis.py")
MEMORY_BYTES = 6 << 30  # of address space; ten minutes of long notes need 0.8 GB of real memory
BEAT = 10.0  # seconds between two signs of life while a child works


class SynthesisError(Exception):
    """The child did not deliver audio."""


def synthesise(
    midi: bytes, audio: Path, alive: Callable[[], bool] = lambda: True
) -> dict[str, Any]:
    """Plays a MIDI file into an MP3 in a child process; returns seconds, loudness, peaks. Raises
    `SynthesisError`.

    `alive` is called every few seconds; when it says no, nobody wants the recording any more and
    the child is ended.
    """
    command = [sys.executable, "-I", str(PROGRAM), str(soundfont_path()), str(audio)]
    environment = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    seconds, parent = settings.RENDERING_SECONDS_EACH, os.getpid()

    def prepare() -> None:
        die_with_parent(parent)  # a child that outlives its worker would work for nobody
        _limit(seconds)

    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, env=environment, preexec_fn=prepare, stdin=pipe, stdout=pipe, stderr=pipe
    ) as child:
        try:
            said, complained = _watched(child, midi, seconds, alive)
        finally:
            child.kill()
    if child.returncode or not audio.is_file():
        raise SynthesisError(
            f"status {child.returncode}: {complained.decode(errors='replace')[-2000:]}"
        )
    return dict(json.loads(said))


def _watched(
    child: "subprocess.Popen[bytes]", midi: bytes, seconds: float, alive: Callable[[], bool]
) -> tuple[bytes, bytes]:
    """What the child has written to its two outputs. Raises `SynthesisError` when its time
    is over."""
    end, given = (
        time.monotonic() + 2 * seconds,
        midi,
    )  # by the clock; its processor time is limited by the kernel
    while True:
        try:
            return child.communicate(given or None, timeout=BEAT)
        except subprocess.TimeoutExpired:
            given = b""  # it has been given once
        if time.monotonic() > end:
            raise SynthesisError(f"not ready after {2 * seconds:.0f} s")
        if not alive():
            raise SynthesisError("nobody waits for it any more")


def _limit(seconds: int) -> None:
    for what, most in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(ValueError, OSError):  # a stricter limit of the operator's stands
            resource.setrlimit(what, (most, most))
