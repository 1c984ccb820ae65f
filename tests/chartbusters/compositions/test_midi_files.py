from collections.abc import Callable
from typing import Any

import pytest

from chartbusters.web.downloads import file_name
from generation.music.document import to_document
from generation.music.midi import read_midi, write_midi
from generation.music.song import Song
from tests.generation.music.files import file_of, meta, off, on, pedal

pytestmark = pytest.mark.django_db
IMPORT = "/api/v1/compositions/import/"
EXPORT = "/api/v1/compositions/export/"


def test_everyone_may_import(
    api: Any, alice: Any, bob: Any, charlie: Any, sample_song: Callable[..., Song]
) -> None:
    song = sample_song(band=True, title="Walk <b>")
    for who in (api(alice), api(bob), api(charlie), api()):
        answer = who.upload(IMPORT, write_midi(song), "Walk <b>.mid")
        assert answer.status_code == 200
    body = answer.json()
    assert body["document"]["title"] == "Walk <b>"
    summary = body["summary"]
    assert (summary["bars"], summary["notes"], summary["melody_track"]) == (4, song.note_count, 0)
    assert [track["drums"] for track in summary["tracks"]] == [False, False, False, True]
    assert summary["seconds"] == pytest.approx(song.seconds, abs=0.1)


def test_an_import_says_what_it_lacks_and_what_it_changed(api: Any) -> None:
    rows = [pedal(0, 127), on(0, 60), off(480, 60), pedal(960, 0), on(960, 64)]
    extras = [
        meta(0, "lyrics", text="la"),
        meta(0, "copyright", text="(c) 1931 Nobody"),
        (10, "pitchwheel", {"pitch": 9}),
    ]
    summary = api().upload(IMPORT, file_of([*rows, *extras])).json()["summary"]
    assert [(each["what"], each["count"]) for each in summary["changed"]] == [
        ("pedal", 1),
        ("unreleased", 1),
    ]
    assert [each["what"] for each in summary["dropped"]] == ["pitch_bends", "lyrics", "copyright"]
    assert (
        summary["dropped"][-1]["message"] == "The copyright notice is left out: “(c) 1931 Nobody”."
    )


def test_a_plain_file_lacks_nothing(api: Any, sample_song: Callable[..., Song]) -> None:
    summary = api().upload(IMPORT, write_midi(sample_song(band=True))).json()["summary"]
    assert (summary["dropped"], summary["changed"]) == ([], [])


def test_export_gives_the_song_back(api: Any, sample_song: Callable[..., Song]) -> None:
    song = sample_song(band=True, title="Müde / Schritte")
    answer = api().post(EXPORT, {"document": to_document(song)})
    assert (answer.status_code, answer["Content-Type"]) == (200, "audio/midi")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"] == "attachment; filename*=utf-8''M%C3%BCde%20Schritte.mid"
    assert read_midi(answer.content).digest == read_midi(write_midi(song)).digest
    again = api().upload(IMPORT, answer.content)
    assert again.json()["summary"]["notes"] == song.note_count


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", None),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), None),
        (b"MThd" + bytes(6), None),
        (b"\xff" * 400_000, None),
        (bytes(1_000_001), "too_large"),
    ],
)
def test_what_is_no_midi_file_is_refused(api: Any, data: bytes, code: str | None) -> None:
    answer = api().upload(IMPORT, data)
    assert answer.status_code in (400, 413)
    body = answer.json()
    assert body["code"] == code or (code is None and body["code"])
    assert len(body["message"]) > 20


def test_a_request_without_a_file_is_refused(api: Any) -> None:
    assert api().post(IMPORT, {}).status_code in (400, 415)
    answer = api().client.post(IMPORT, {"other": "x"})
    assert (answer.status_code, answer.json()["code"]) == (400, "no_file")


def test_a_bad_document_is_not_exported(api: Any) -> None:
    answer = api().post(EXPORT, {"document": {"format": "chartbusters-song", "version": 9}})
    assert (answer.status_code, answer.json()["code"]) == (400, "unknown_version")


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Song", "Song.mid"),
        ("", "song.mid"),
        ("../../etc/passwd", "etc passwd.mid"),
        ("a\r\nb: c", "ab c.mid"),
        ("...", "song.mid"),
    ],
)
def test_file_names_are_harmless(title: str, name: str) -> None:
    assert file_name(title, "mid") == name
