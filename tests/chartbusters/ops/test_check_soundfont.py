"""A SoundFont that cannot sound is refused before the site starts, with the reason."""

import os
import struct
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client

from chartbusters.ops.fontfile import file_fault
from chartbusters.ops.instruments import instruments, instruments_fault
from tests.servers import REPOSITORY


def chunk(name: bytes, data: bytes) -> bytes:
    return name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)


def font(
    version: int = 2, sample_type: int = 1, samples: bytes = b"\1\0" * 50, presets: int = 2
) -> bytes:
    """A SoundFont with one sample, as small as can be."""
    record = b"one".ljust(20, b"\0") + struct.pack(
        "<5IBbHH", 0, 50, 8, 42, 44_100, 60, 0, 0, sample_type
    )
    parts = [
        chunk(b"LIST", b"INFO" + chunk(b"ifil", struct.pack("<HH", version, 1))),
        chunk(b"LIST", b"sdta" + chunk(b"smpl", samples)),
        chunk(
            b"LIST",
            b"pdta" + chunk(b"phdr", b"\0" * 38 * presets) + chunk(b"shdr", record + b"\0" * 46),
        ),
    ]
    return chunk(b"RIFF", b"sfbk" + b"".join(parts))


VORBIS, FLAC = 0x11, b"fLaC" + b"\0" * 96


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (font(), None),
        (font(version=3, sample_type=VORBIS, samples=b"OggS" + b"\0" * 96), None),
        (font(sample_type=VORBIS, samples=FLAC), "not as Ogg Vorbis"),
        (font(samples=b""), "no instruments"),
        (font(presets=1), "no instruments"),
        (font()[:-60], "cut short"),
        (chunk(b"RIFF", b"sfbk"), "cut short"),
        (b"RIFF....sfbk", "cut short"),
        (b"MThd\0\0\0\6\0\1", "not a SoundFont"),
        (b"", "not a SoundFont"),
    ],
)
def test_it_works(data: bytes, fault: str | None, tmp_path: Path) -> None:
    path = tmp_path / "font.sf2"
    path.write_bytes(data)
    told = file_fault(path)
    assert told is None if fault is None else fault in (told or "")


def test_those_of_the_site_are_whole() -> None:
    assert instruments_fault() is None
    there = instruments()
    assert there.names == {*map(str, range(128)), "drums"}
    assert all((there.folder / name).stat().st_size for name in there.names)


def test_it_handles_a_folder_and_nothing(tmp_path: Path, settings: LazySettings) -> None:
    for nothing in (tmp_path, tmp_path / "none.sf2"):
        settings.SOUNDFONT = str(nothing)
        assert "There is no SoundFont at" in (instruments_fault() or "")
    assert "cannot be read" in (file_fault(tmp_path) or "")


@pytest.mark.django_db
def test_health_says_so(client: Client, settings: LazySettings, tmp_path: Path) -> None:
    path = tmp_path / "mine.sf3"
    path.write_bytes(font(sample_type=VORBIS, samples=FLAC))
    settings.SOUNDFONT = str(path)
    told = client.get("/healthz").json()["parts"]["soundfont"]
    assert not told["ok"] and told["detail"].startswith("mine.sf3: its samples are compressed")


@pytest.mark.django_db
def test_health_says_that_a_font_is_not_cut_yet(
    client: Client, settings: LazySettings, tmp_path: Path
) -> None:
    path = tmp_path / "mine.sf2"
    path.write_bytes(font())
    settings.SOUNDFONT, settings.VAR_DIR = str(path), tmp_path
    told = client.get("/healthz").json()["parts"]["soundfont"]
    assert (told["ok"], told["detail"]) == (False, "the instruments are not made yet")


@pytest.mark.parametrize("command", [["manage.py", "up", "--port", "0"], ["manage.py", "check"]])
def test_the_start_is_refused(command: list[str], tmp_path: Path) -> None:
    """Of the whole site, and of whatever else runs with its settings."""
    path = tmp_path / "mine.sf3"
    path.write_bytes(font(sample_type=VORBIS, samples=FLAC))
    environment = {**os.environ, "VAR_DIR": str(tmp_path), "SOUNDFONT": str(path)}
    outcome = subprocess.run(
        [sys.executable, *command],
        env=environment,
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )
    assert outcome.returncode != 0
    assert "its samples are compressed, and not as Ogg Vorbis" in outcome.stderr
