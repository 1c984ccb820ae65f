"""Audio of songs: asked for by services, made by a worker in a limited child process, stored beside its row."""

import contextlib
import json
import logging
import resource
import subprocess
import sys
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

from celery import current_app
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models.functions import Now

from chartbusters.accounts.models import User
from chartbusters.compositions.models import Rendering, RenderingState
from chartbusters.web.soundfont import soundfont_path
from generation.models import StoredSong
from generation.music.midi import write_midi
from generation.rights import RENDER_AGAIN, record, require

logger = logging.getLogger(__name__)
PROGRAM = Path(__file__).with_name("synthesis.py")
SECONDS = 240  # of wall clock, for ten minutes of music on a slow machine
MEMORY_BYTES = 6 << 30  # of address space; ten minutes need 1.5 GB of real memory
AGAIN_AFTER = timedelta(minutes=5)  # longer than a rendering takes
GIVEN_UP_AFTER = timedelta(minutes=30)
FAILED = "We could not make audio from this song. The song itself is safe, and its MIDI file can be downloaded."


class SynthesisError(Exception):
    """The child did not deliver audio."""


def rendering_request(*, digest: str) -> Rendering:
    """Asks for the audio of a song, on commit. Asking again is free, and after a failure a new try."""
    rendering, made = Rendering.objects.get_or_create(song_id=digest)
    # Compare and set: of two that ask again at once, one queues it.
    again = Rendering.objects.filter(song_id=digest, state=RenderingState.FAILED).update(
        state=RenderingState.QUEUED, error_message="", created_at=Now(), finished_at=None
    )
    if made or again:
        _queue(digest)
        rendering.refresh_from_db()
    return rendering


def rendering_retry(*, rendering: Rendering, by: User) -> None:
    """An organiser's word that audio which failed is to be tried once more."""
    require(by, RENDER_AGAIN)
    with transaction.atomic():
        rendering_request(digest=rendering.song_id)
        record(by=by, row=rendering, words="Asked for again.")


def _queue(digest: str) -> None:
    def send() -> None:  # a function, as Django reads its name when it logs what went wrong
        current_app.send_task("chartbusters.compositions.tasks.rendering_make", [digest], retry=False)

    transaction.on_commit(send, robust=True)  # a lost message is sent again by the reaper


def rendering_make(*, digest: str) -> None:
    """Renders a song whose rendering waits. Twice at once does no harm: the second throws its file away."""
    waiting = Rendering.objects.filter(song_id=digest, state=RenderingState.QUEUED)
    song = StoredSong.objects.filter(pk=digest).first()
    if song is None or not waiting.exists():
        return
    with tempfile.TemporaryDirectory(prefix="rendering-") as folder:
        audio = Path(folder) / "audio.mp3"
        try:
            # Written from the validated song, never from the bytes somebody uploaded.
            figures = synthesise(write_midi(song.song), audio)
        except SynthesisError as error:
            logger.error("rendering of %s: %s", digest, error)
            waiting.update(state=RenderingState.FAILED, error_message=FAILED, finished_at=Now())
            return
        _hand_in(digest, audio, figures)


def _hand_in(digest: str, audio: Path, figures: dict[str, Any]) -> None:
    """Stores the whole file first and shows it second, so that no page ever offers half of one."""
    with audio.open("rb") as file:
        name = default_storage.save(f"renderings/{digest}.mp3", File(file))
    shown = Rendering.objects.filter(song_id=digest, state=RenderingState.QUEUED).update(
        state=RenderingState.DONE, audio=name, finished_at=Now(), **figures
    )
    if not shown:
        default_storage.delete(name)


def synthesise(midi: bytes, audio: Path) -> dict[str, Any]:
    """Plays a MIDI file into an MP3 in a child process; returns seconds, loudness, peaks. Raises `SynthesisError`."""
    command = [sys.executable, "-I", str(PROGRAM), str(soundfont_path()), str(audio)]
    environment = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    try:
        child = subprocess.run(
            command, input=midi, capture_output=True, timeout=SECONDS, env=environment, preexec_fn=_limit, check=False
        )
    except subprocess.TimeoutExpired:
        raise SynthesisError(f"not ready after {SECONDS} s") from None
    if child.returncode or not audio.is_file():
        raise SynthesisError(f"status {child.returncode}: {child.stderr.decode(errors='replace')[-2000:]}")
    return dict(json.loads(child.stdout))


def _limit() -> None:
    for what, most in ((resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_AS, MEMORY_BYTES), (resource.RLIMIT_CORE, 0)):
        with contextlib.suppress(ValueError, OSError):  # a stricter limit of the operator's stands
            resource.setrlimit(what, (most, most))


def renderings_reap() -> int:
    """Sends again what waits although its message was lost, and gives up on what waits too long; returns how many."""
    waiting = Rendering.objects.filter(state=RenderingState.QUEUED)
    given_up = waiting.filter(created_at__lt=Now() - GIVEN_UP_AFTER).update(
        state=RenderingState.FAILED, error_message=FAILED, finished_at=Now()
    )
    late = list(waiting.filter(created_at__lt=Now() - AGAIN_AFTER).values_list("song_id", flat=True)[:100])
    for digest in late:
        _queue(digest)
    return given_up + len(late)
