"""Whatever bytes strangers send: a song, or a refusal with a code and a sentence."""

import zipfile
from itertools import chain
from pathlib import Path

import pytest

from chartbusters.compositions.presets import Preset, presets
from generation.music import Note, Song, Track, upload
from generation.music.midi import read_midi, write_midi
from generation.music.prescan import prescan
from generation.music.upload import UploadError, read_upload
from tests.generation.music.uploads import HOSTILE, NOTE, midi, mutated, refusal


@pytest.mark.parametrize("preset", presets(), ids=lambda preset: preset.slug)
def test_it_works(preset: Preset) -> None:
    upload = read_upload(write_midi(preset.song))
    assert upload.song.with_title(preset.title) == preset.song
    assert (upload.dropped, upload.changed) == ((), ())


def test_it_reads_a_minimal_file() -> None:
    assert read_upload(midi(NOTE)).song.tracks[0].notes == (Note(0, 60, 192, 64),)


def test_it_keeps_twenty_thousand_notes() -> None:
    song = Song((Track(tuple(Note(24 * k, 40 + k % 50, 24) for k in range(20_000))),))
    assert read_upload(write_midi(song)).song.note_count == 20_000


@pytest.mark.parametrize(
    ("data", "code"), HOSTILE, ids=lambda value: value if isinstance(value, str) else ""
)
def test_it_rejects(data: bytes, code: str) -> None:
    assert refusal(data) == code


def test_its_events_are_looked_at_in_the_child(monkeypatch: pytest.MonkeyPatch) -> None:
    """A tenth of a second of pure Python, many times at once, holds up all pages of a process."""

    def here(*_: object) -> None:
        raise AssertionError("looked at in our own process")

    monkeypatch.setattr("generation.music.prescan._scan", here)
    assert refusal(midi(NOTE, b"\0\xc0\0" * 60_000)) == "too_many_events"


@pytest.mark.parametrize(
    ("tail", "code"),
    [
        (b"\xff" * 400_000, "broken_file"),
        (b"\0\x90\x3c\x40\0\x80\x3c\x40" * 20_001, "too_many_notes"),
        (b"\0\xff\x51\3\0\0\0", "bad_tempo"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_it_rejects_what_hides_behind_the_end_of_a_track(tail: bytes, code: str) -> None:
    # The parser reads on to the end of the chunk, so the first look must too.
    with pytest.raises(UploadError) as error:
        prescan(midi(NOTE, b"\0\xff\x2f\0", tail))
    assert error.value.code == code


def test_it_keeps_a_running_status_over_meta_events() -> None:
    text = b"\0\xff\1\1a"
    song = read_upload(
        midi(b"\0\x90\x3c\x40", text, b"\x60\x3c\0", text, b"\0\x7f\x40\x60\x7f\0")
    ).song
    assert song.tracks[0].notes == (Note(0, 60, 192, 64), Note(192, 127, 192, 64))


def test_it_rejects_a_running_status_after_an_exclusive_message() -> None:
    assert refusal(midi(NOTE, b"\0\xf0\1\xf7", b"\0\x3c\x40")) == "broken_file"


LIMITED = (
    "import sys; sys.path.insert(0, sys.argv[1]); from generation.music.upload_child "
    "import limit; limit(2)\n"
)


@pytest.mark.parametrize(
    ("work", "code"),
    [
        ("while True: pass", "too_slow"),
        ("bytearray(10**9)", "broken_file"),
        ("while True: print('x' * 10**6)", "broken_file"),
        ("print('not JSON')", "broken_file"),
        ("print('{}')", "not_a_song"),
    ],
)
def test_it_outlives_a_parser_gone_wild(
    work: str, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upload, "CHILD", LIMITED + work)
    # Two seconds of processor are meant: a busy machine takes longer than ours may on the clock.
    monkeypatch.setattr(upload, "SECONDS", 120.0)
    assert refusal(midi(NOTE)) == code


def test_it_does_not_blame_the_file_for_a_busy_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """A child that is not given the processor until the clock has run out; here it stops itself."""
    monkeypatch.setattr(upload, "SECONDS", 1.0)
    monkeypatch.setattr(
        upload, "CHILD", LIMITED + "import os, signal; os.kill(os.getpid(), signal.SIGSTOP)"
    )
    assert refusal(midi(NOTE)) == "busy"


def test_it_rejects_one_more_file_than_it_reads_at_once() -> None:
    """At once: whoever asks may be a thread that others need."""
    for _ in range(upload.AT_ONCE):
        upload._places.acquire()
    try:
        assert refusal(midi(NOTE)) == "busy"
    finally:
        upload._places.release(upload.AT_ONCE)
    assert read_upload(midi(NOTE)).song.note_count == 1


def test_it_takes_a_thousand_notes_that_are_pedalled_and_bent_finely() -> None:
    finely = b"".join(
        b"\0\x90\x3c\x40" + 28 * b"\1\xb0\x40\x7f" + b"\1\xe0\0\x40\0\x80\x3c\x40"
        for _ in range(1000)
    )
    assert read_upload(midi(finely)).song.note_count == 1000


def test_it_reads_ten_minutes_of_the_finest_resolution() -> None:
    quarter = b"\0\x90\x3c\x40\x81\xff\x7f\x80\x3c\x40"  # 32,767 ticks
    song = read_upload(midi(quarter * 1199, header=b"MThd\0\0\0\6\0\1\0\1\x7f\xff")).song
    assert song.tracks[0].notes == tuple(Note(960 * k, 60, 960, 64) for k in range(1199))


def test_it_handles_a_bad_key_signature() -> None:
    upload = read_upload(midi(NOTE, b"\0\xff\x59\2\x7f\1"))
    assert upload.song.note_count == 1
    assert [remark.what for remark in upload.dropped] == ["key_signatures"]


def test_it_handles_a_note_of_ten_million_ticks_in_little_memory() -> None:
    # At 32,767 ticks a quarter this is an honest two and a half minutes; pretty_midi fills an array
    # over all ticks.
    header = b"MThd\0\0\0\6\0\1\0\1\x7f\xff"
    song = read_upload(midi(b"\0\x90\x3c\x40\x84\xe2\xac\x7f\x80\x3c\x40", header=header)).song
    assert song.note_count == 1


def test_it_handles_mutated_files() -> None:
    """Seeded mutations of honest files: flipped, cut, doubled and inserted bytes."""
    outcomes = set()
    for data in mutated(60):
        try:
            outcomes.add(type(read_upload(data).song))
        except UploadError as error:
            outcomes.add(error.code)
    assert Song in outcomes and "broken_file" in outcomes


def without_lengths(song: Song) -> list[tuple[int, ...]]:
    notes = chain.from_iterable(track.notes for track in song.tracks)
    return sorted(note[:2] + note[3:] for note in notes)


def test_it_reads_real_files_as_the_other_reader_does(shared_data: Path) -> None:
    with zipfile.ZipFile(shared_data / "pop909.zip") as pack:
        for name in [name for name in pack.namelist() if name.endswith(".mid")][::200]:
            data = pack.read(name)
            both = read_upload(data).song, read_midi(data)
            # Without lengths: here the pedal counts.
            notes = [without_lengths(song) for song in both]
            assert notes[0] == notes[1]
