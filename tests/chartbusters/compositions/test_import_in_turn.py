"""Imports wait for one another nowhere, and one person has one at a time."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import requests
from django.conf import LazySettings

from chartbusters.compositions import api as door
from generation.music import upload
from generation.music.midi import write_midi
from generation.music.song import Song
from generation.music.upload import Upload, UploadError
from tests.webs import Web

pytestmark = pytest.mark.django_db
IMPORT = "/api/v1/compositions/import/"


@pytest.fixture
def file(sample_song: Callable[..., Song]) -> bytes:
    return write_midi(sample_song())


def test_who_finds_us_busy_is_told_when_to_come_back(
    api: Any, file: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """503 and not 400: nothing is wrong with the file."""

    def busy(data: bytes) -> Upload:
        raise UploadError("busy", "Many files are being read.")

    monkeypatch.setattr(door, "read_upload", busy)
    answer = api().upload(IMPORT, file)
    assert (answer.status_code, answer.json()["code"]) == (503, "busy")
    assert int(answer["Retry-After"]) >= 1


def test_one_person_has_one_at_a_time(
    api: Any,
    alice: Any,
    bob: Any,
    file: bytes,
    settings: LazySettings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings.LIMITS_ENABLED = True
    inner: list[Any] = []

    def meanwhile(data: bytes) -> Upload:
        if not inner:
            inner.append(None)
            inner.extend(
                [
                    api(alice).upload(IMPORT, file),
                    api(bob).upload(IMPORT, file),
                    api().upload(IMPORT, file),
                ]
            )
        return upload.read_upload(data)

    monkeypatch.setattr(door, "read_upload", meanwhile)
    assert api(alice).upload(IMPORT, file).status_code == 200
    second, others, visitors = inner[1:]
    assert (second.status_code, second.json()["code"]) == (429, "one_at_a_time")
    assert int(second["Retry-After"]) >= 1
    assert others.status_code == visitors.status_code == 200
    assert api(alice).upload(IMPORT, file).status_code == 200


def test_a_turn_ends_with_a_file_that_is_refused(
    api: Any, alice: Any, settings: LazySettings, file: bytes
) -> None:
    settings.LIMITS_ENABLED = True
    assert api(alice).upload(IMPORT, b"no song").status_code == 400
    assert api(alice).upload(IMPORT, file).status_code == 200


@pytest.mark.slow
def test_twenty_at_once_hold_no_thread_of_a_page(start_web: Callable[..., Web]) -> None:
    """Long ones. Some are read, the others told to come back; the page of a web with one thread
    comes meanwhile."""
    web = start_web(WEB_WORKERS="1", WEB_THREADS="1")
    long = write_midi(_long_song())
    begin = threading.Barrier(21)

    def send() -> requests.Response:
        begin.wait()
        return requests.post(web.url + IMPORT, files={"file": ("a.mid", long)}, timeout=120)

    with ThreadPoolExecutor(20) as pool:
        uploads = [pool.submit(send) for _ in range(20)]
        begin.wait()
        assert requests.get(f"{web.url}/accounts/login/", timeout=60).status_code == 200
        assert not all(one.done() for one in uploads)
        answers = [one.result() for one in uploads]
    assert {answer.status_code for answer in answers} == {200, 503}
    refused = [answer for answer in answers if answer.status_code == 503]
    assert all(
        answer.json()["code"] == "busy" and answer.headers["Retry-After"] for answer in refused
    )


def _long_song() -> Song:
    from generation.music.song import Note, Track

    return Song((Track(tuple(Note(24 * k, 40 + k % 50, 24) for k in range(20_000))),))
