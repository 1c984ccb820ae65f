"""The process that opens one zip: limits first, then its files one after another, none of them
larger than a file of music may be.

The zip on stdin, the bounds among the arguments; on stdout a line of JSON with names and sizes, and
after it the files.
"""

import io
import json
import lzma
import os
import resource
import sys
import zipfile
import zlib
from typing import Any

CPU_SECONDS = 8
MEMORY_BYTES = 700 * 2**20
NICE = 5  # pages go first
LARGEST = 2_400_000  # bytes of one file: more no reader of ours takes
ROOM = 1_000_000  # bytes of the answer beside the files
BROKEN = (
    zipfile.BadZipFile,
    NotImplementedError,  # a compression of which Python knows nothing
    RuntimeError,
    ValueError,
    EOFError,
    zlib.error,
    lzma.LZMAError,
    OSError,  # what bz2 says
)
SYSTEMS = ("__macosx/", ".ds_store", "thumbs.db", "desktop.ini")  # nobody put these in


def main() -> None:
    most_files, most_bytes = int(sys.argv[2]), int(sys.argv[3])
    limit(most_bytes + ROOM)
    try:
        members = read(sys.stdin.buffer.read(), most_files, most_bytes)
        head: dict[str, Any] = {"members": [(name, len(data), why) for name, data, why in members]}
    except Refused as refused:
        members, head = [], {"refused": {"code": refused.code, "message": str(refused)}}
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n")
    for _, data, _ in members:
        sys.stdout.buffer.write(data)


def limit(most_answer: int) -> None:
    """Takes from this process what unpacking does not need."""
    os.nice(NICE)
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (most_answer, most_answer))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


class Refused(Exception):
    """Why no file of the archive is taken."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def read(data: bytes, most_files: int, most_bytes: int) -> list[tuple[str, bytes, str]]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        words = "This archive is damaged: it cannot be opened. Make it anew."
        raise Refused("broken_file", words) from None
    files = [info for info in archive.infolist() if is_wanted(info)]
    if len(files) > most_files:
        words = f"This archive holds {len(files):,} files; a data set takes {most_files} at most."
        raise Refused("too_many_files", words)
    found, left = [], most_bytes
    for info in sorted(files, key=lambda info: info.filename):
        found.append((info.filename, *read_member(archive, info)))
        left -= len(found[-1][1])
        if left < 0:
            words = f"The files in this archive are larger than {most_bytes // 10**6} MB together."
            raise Refused("too_large", words)
    return found


def is_wanted(info: zipfile.ZipInfo) -> bool:
    name = info.filename.lower()
    return not info.is_dir() and not any(each in name for each in SYSTEMS)


def read_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> tuple[bytes, str]:
    """The file, or why it is not taken. What its size is said to be is not believed."""
    if info.flag_bits & 1:
        return b"", "it is locked with a password"
    if info.filename.lower().endswith(".zip"):
        return b"", "an archive inside of an archive is not opened"
    try:
        with archive.open(info) as file:
            data = file.read(LARGEST + 1)
    except (
        zipfile.BadZipFile,
        NotImplementedError,
        RuntimeError,
        ValueError,
        EOFError,
        zlib.error,
    ):
        return b"", "it is damaged inside of the archive"
    return (b"", "it is larger than a file of music may be") if len(data) > LARGEST else (data, "")


if __name__ == "__main__":
    main()
