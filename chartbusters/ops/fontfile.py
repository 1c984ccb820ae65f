"""Whether a file is a SoundFont that our players can play."""

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

PRESET_BYTES, SAMPLE_BYTES = 38, 46  # of one record; SoundFont 2.04, sections 7.2 and 7.10
COMPRESSED = 0x10  # bit of a sample's type: Vorbis, as the format called SF3 has it
OGG = b"OggS"
Chunks = dict[bytes, tuple[int, int]]  # name -> where its data begins, and how many bytes


def file_fault(path: Path) -> str | None:
    """What is wrong with a SoundFont file, None when our players can play it. Of its samples only
    the first bytes are read, where they are compressed."""
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
    if (
        not parts[b"smpl"][1]
        or parts[b"phdr"][1] < 2 * PRESET_BYTES
        or parts[b"shdr"][1] < 2 * SAMPLE_BYTES
    ):
        return "there are no instruments in it"
    if any(_start(file, parts, at) != OGG for at in _compressed(file, parts)):
        return "its samples are compressed, and not as Ogg Vorbis, which is all we can read"
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


def _compressed(file: BinaryIO, parts: Chunks) -> list[int]:
    """Where each compressed sample begins, in bytes; the last record only marks the end."""
    start, length = parts[b"shdr"]
    file.seek(start)
    records = file.read(length)
    begins = range(0, len(records) - SAMPLE_BYTES, SAMPLE_BYTES)
    each = [records[begin : begin + SAMPLE_BYTES] for begin in begins]
    compressed = [one for one in each if int.from_bytes(one[-2:], "little") & COMPRESSED]
    return [int.from_bytes(one[20:24], "little") for one in compressed]


def _start(file: BinaryIO, parts: Chunks, at: int) -> bytes:
    file.seek(parts[b"smpl"][0] + at)
    return file.read(len(OGG))
