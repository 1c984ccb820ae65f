"""Recordings and their rows: no file without a row stays, and no row without a file is believed."""

import json
import os
import signal
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connections
from django.db.models.functions import Now

from chartbusters.compositions import rendering, sounding
from chartbusters.compositions.models import Rendering, RenderingState
from chartbusters.compositions.recordings import YOUNG, recordings_sweep
from generation.music.song import Song
from generation.services import song_store

pytestmark = pytest.mark.django_db


@pytest.fixture
def wanted(sample_song: Callable[..., Song]) -> Rendering:
    """A recording that waits."""
    return rendering.rendering_request(digest=song_store(song=sample_song(bars=1)).pk, owner=None)


def files() -> list[str]:
    return (
        sorted(default_storage.listdir("renderings")[1])
        if default_storage.exists("renderings")
        else []
    )


def grow_old(folder: Path) -> None:
    then = time.time() - 2 * YOUNG.total_seconds()
    for path in folder.iterdir():
        os.utime(path, (then, then))


def kill_worker_at(place: str) -> None:
    """A worker, as a process of its own, that is killed the moment it comes to a function of
    rendering.py."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            setattr(rendering, place, lambda *_: os.kill(os.getpid(), signal.SIGKILL))
            rendering.rendering_next()
        finally:
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    Rendering.objects.update(lease_until=Now() - rendering.LEASE)


@pytest.mark.django_db(transaction=True)
def test_a_kill_between_file_and_row_leaves_one_file(wanted: Rendering) -> None:
    kill_worker_at("_show")
    assert (
        files() == [f"{wanted.pk}-1.mp3"] and Rendering.objects.get().state == RenderingState.QUEUED
    )
    assert rendering.rendering_next()
    assert (
        files() == [f"{wanted.pk}-2.mp3"]
        and Rendering.objects.get().audio.name == f"renderings/{wanted.pk}-2.mp3"
    )


@pytest.mark.django_db(transaction=True)
def test_a_kill_leaves_no_folder_for_good(wanted: Rendering, settings: LazySettings) -> None:
    kill_worker_at("_hand_in")
    (left,) = settings.RENDERING_DIR.iterdir()
    recordings_sweep()
    assert left.exists()  # somebody might be at work in it
    grow_old(settings.RENDERING_DIR)
    assert recordings_sweep() == 1 and not left.exists()


def test_it_sweeps_files_without_a_row(wanted: Rendering, settings: LazySettings) -> None:
    assert recordings_sweep() == 0  # there is no folder yet
    assert rendering.rendering_next()
    kept = files()
    for name in ("orphan.mp3", f"{wanted.pk}_x7fhq2a.mp3"):
        default_storage.save(f"renderings/{name}", ContentFile(b"sound"))
    # young: their rows may be written at this moment
    assert recordings_sweep() == 0 and len(files()) == 3
    grow_old(Path(settings.MEDIA_ROOT) / "renderings")
    assert recordings_sweep() == 2 and files() == kept


def test_it_sweeps_beside_others(
    wanted: Rendering, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that goes while it is looked at, by another sweep, is no fault."""
    default_storage.save("renderings/orphan.mp3", ContentFile(b"sound"))
    listed = default_storage.listdir("renderings")
    default_storage.delete("renderings/orphan.mp3")
    with monkeypatch.context() as late:
        late.setattr(default_storage, "listdir", lambda folder: listed)
        assert recordings_sweep() == 0


def test_who_is_forgotten_leaves_no_attempt(wanted: Rendering) -> None:
    from chartbusters.compositions.forgetting import recording_forget

    Rendering.objects.update(attempt=2)
    for number in (1, 2):
        default_storage.save(f"renderings/{wanted.pk}-{number}.mp3", ContentFile(b"sound"))
    assert recording_forget(digest=wanted.pk) and files() == []


def test_a_worker_that_is_ended_takes_its_child_along(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = tmp_path / "pid"
    program = tmp_path / "sleep.mjs"
    program.write_text(
        'import { writeFileSync } from "node:fs";\n'
        f"writeFileSync({json.dumps(str(told))}, String(process.pid));\n"
        "setTimeout(() => {}, 600_000);"
    )
    monkeypatch.setattr(sounding, "PLAYER", program)
    worker = os.fork()
    if worker == 0:
        sounding.synthesise(b"", tmp_path / "audio.mp3")
        os._exit(1)
    while not (told.exists() and told.read_text()):
        time.sleep(0.02)
    os.kill(worker, signal.SIGKILL)
    os.waitpid(worker, 0)
    end = time.monotonic() + 60
    while _runs(int(told.read_text())):
        assert time.monotonic() < end
        time.sleep(0.02)


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_old_names_are_kept_until_the_recording_is_made_anew(wanted: Rendering) -> None:
    name = default_storage.save(f"renderings/{wanted.pk}.mp3", ContentFile(b"sound"))
    Rendering.objects.update(
        state=RenderingState.DONE, audio=name, finished_at=Now() - timedelta(days=9)
    )
    assert Rendering.objects.get().files == [name]
