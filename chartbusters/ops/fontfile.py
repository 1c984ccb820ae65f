"""Which SoundFont the site uses, and whether it is one that all its players can play."""

import struct
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

PRESET_BYTES, SAMPLE_BYTES = 38, 46  # of one record; SoundFont 2.04, sections 7.2 and 7.10
COMPRESSED = 0x10  # bit of a sample's type: Vorbis, as the format called SF3 has it
Chunks = dict[bytes, tuple[int, int]]  # name -> where its data begins, and how many bytes


def soundfont_path() -> Path:
    """SOUNDFONT of the settings, else TimGM6mb.sf2 of the installed pretty_midi. Raises
    `FileNotFoundError`."""
    path = Path(settings.SOUNDFONT) if settings.SOUNDFONT else _packaged()
    if not path.is_file():
        raise FileNotFoundError(path)
    return path


def _packaged() -> Path:
    # Found without importing it: pretty_midi would cost the web process 20 MB.
    spec = find_spec("pretty_midi")
    folder = Path(spec.origin).parent if spec and spec.origin else Path()
    return folder / "TimGM6mb.sf2"


def soundfont_fault() -> str | None:
    """Why nothing would sound, in a sentence; None when all is well."""
    try:
        path = soundfont_path()
    except FileNotFoundError as error:
        return f"There is no SoundFont at {error}. {_REMEDY}"
    fault = file_fault(path)
    return fault and f"The SoundFont {path} cannot be used: {fault}. {_REMEDY}"


_REMEDY = (
    "Set SOUNDFONT to a SoundFont 2 file (.sf2), or leave it out to use the one that is "
    "installed with the site."
)


def file_fault(path: Path) -> str | None:
    """What is wrong with a SoundFont file, None when our players can play it. The samples are not
    read."""
    try:
        with path.open("rb") as file:
            return _fault(file, path.stat().st_size)
    except OSError as error:
        return f"it cannot be read ({error.strerror})"
    except (struct.error, KeyError):
        return "it is damaged, or cut short"


def _fault(file: BinaryIO, size: int) -> str | None:
    name, length, kind = struct.unpack("<4sI4s", file.read(12).ljust(12, b"\0"))
    if (name, kind) != (b"RIFF", b"sfbk"):
        return "it is not a SoundFont"
    if length + 8 > size:
        return "it is damaged, or cut short"
    parts = _chunks(file, 12, 8 + length)
    if _version(file, parts) == 3 or any(kind & COMPRESSED for kind in _sample_types(file, parts)):
        return "its samples are compressed (SF3), which the players in browsers cannot read"
    if (
        not parts[b"smpl"][1]
        or parts[b"phdr"][1] < 2 * PRESET_BYTES
        or parts[b"shdr"][1] < 2 * SAMPLE_BYTES
    ):
        return "there are no instruments in it"
    return None


def _chunks(file: BinaryIO, start: int, end: int) -> Chunks:
    """All chunks, also those inside of lists. Every one must end before `end`."""
    found: Chunks = {}
    for name, at, length in _walk(file, start, end):
        if name == b"LIST":
            found |= {
                inner: (begin, many) for inner, begin, many in _walk(file, at + 4, at + length)
            }
    return found


def _walk(file: BinaryIO, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    while start + 8 <= end:
        file.seek(start)
        name, length = struct.unpack("<4sI", file.read(8))
        if start + 8 + length > end:
            raise struct.error("a chunk is longer than what it lies in")
        yield name, start + 8, length
        start += 8 + length + length % 2


def _version(file: BinaryIO, parts: Chunks) -> int:
    file.seek(parts[b"ifil"][0])
    return int(struct.unpack("<HH", file.read(4))[0])


def _sample_types(file: BinaryIO, parts: Chunks) -> list[int]:
    """The type of each sample; the last record only marks the end."""
    start, length = parts[b"shdr"]
    file.seek(start)
    records = file.read(length)
    ends = range(SAMPLE_BYTES, len(records), SAMPLE_BYTES)
    return [int.from_bytes(records[end - 2 : end], "little") for end in ends]
