"""A worker's side of recordings: the children that play a song and master it, and their limits."""

import contextlib
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings

from chartbusters.ops.instruments import Instruments, instruments
from chartbusters.ops.node import NODE
from chartbusters.ops.parent_death import die_with_parent

PLAYER = settings.BASE_DIR / "frontend/src/rendering/render.ts"  # the studio's own synthesizer
MASTERING = Path(__file__).with_name("mastering.py")
STEMMING = settings.BASE_DIR / "chartbusters/takehome/stemming.py"
MEMORY_BYTES = 2 << 30  # of address space; ten minutes of 20,000 notes need 0.15 GB of real memory
FILE_BYTES = 1 << 28  # ten minutes of samples are 212 MB
HEAP = ("--max-semi-space-size=1", "--max-old-space-size=128")  # MB
BEAT = 10.0  # seconds between two signs of life while a child works


class SynthesisError(Exception):
    """The child did not deliver audio."""


def synthesise(
    document: bytes, audio: Path, alive: Callable[[], bool] = lambda: True
) -> dict[str, Any]:
    """Plays a song's document (JSON) into a file, an MP3 or by its name a FLAC; returns seconds,
    loudness, peaks, and the digest of the instruments.

    `alive` is called every few seconds; when it says no, nobody wants the recording any more and
    the child is ended. Raises `SynthesisError`.
    """
    said, digest = _played(document, audio, [MASTERING], alive)
    if not audio.is_file():
        raise SynthesisError("no file was written")
    return {**json.loads(said), "instruments": digest}


def encode_stem(
    document: bytes, audio: Path, frames: int, alive: Callable[[], bool] = lambda: True
) -> None:
    """Plays the document of one track into a FLAC of exactly so many frames, as loud as in the mix.
    `alive` and what is raised as above."""
    _played(document, audio, [STEMMING, str(frames)], alive)


def _played(
    document: bytes, audio: Path, encoder: Sequence[str | Path], alive: Callable[[], bool]
) -> tuple[bytes, str]:
    """Plays a document and hands the samples to an encoder (its program, and what follows the two
    files); returns what it says, and the digest of the instruments."""
    played_by = _instruments()
    samples = audio.with_name("samples")
    end = time.monotonic() + 2 * settings.RENDERING_SECONDS_EACH
    program, *options = encoder
    try:
        _run([NODE, *HEAP, PLAYER, played_by.folder, samples], document, end, alive)
        said = _run([sys.executable, "-I", program, samples, audio, *options], b"", end, alive)
    finally:
        samples.unlink(missing_ok=True)
    return said, played_by.digest


def _instruments() -> Instruments:
    try:
        return instruments()
    except FileNotFoundError:
        raise SynthesisError("there are no instruments") from None


def _run(
    command: Sequence[str | Path], given: bytes, end: float, alive: Callable[[], bool]
) -> bytes:
    """What a child with limits has said when it is done."""
    environment = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    parent = os.getpid()

    def prepare() -> None:
        die_with_parent(parent)  # a child that outlives its worker would work for nobody
        _limit(settings.RENDERING_SECONDS_EACH)

    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, env=environment, preexec_fn=prepare, stdin=pipe, stdout=pipe, stderr=pipe
    ) as child:
        try:
            said, complained = _watched(child, given, end, alive)
        finally:
            child.kill()
    if child.returncode:
        told = complained.decode(errors="replace")[-2000:]
        raise SynthesisError(f"status {child.returncode}: {told}")
    return said


def _watched(
    child: "subprocess.Popen[bytes]", given: bytes, end: float, alive: Callable[[], bool]
) -> tuple[bytes, bytes]:
    """What the child has written to its two outputs. Raises `SynthesisError` when its time is over.

    Its end is by the clock; its processor time is limited by the kernel.
    """
    while True:
        try:
            return child.communicate(given or None, timeout=BEAT)
        except subprocess.TimeoutExpired:
            given = b""  # it has been given once
        if time.monotonic() > end:
            raise SynthesisError("not ready in time")
        if not alive():
            raise SynthesisError("nobody waits for it any more")


def _limit(seconds: int) -> None:
    for what, most in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_FSIZE, FILE_BYTES),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(ValueError, OSError):  # a stricter limit of the operator's stands
            resource.setrlimit(what, (most, most))
