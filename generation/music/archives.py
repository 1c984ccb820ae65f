"""Many files sent as one zip: opened in a child process that may die, for a stranger wrote it."""

import json
import signal
import subprocess
from pathlib import Path
from typing import Any, NamedTuple

from generation.limited import run_limited
from generation.music.upload_error import UploadError
from generation.wording import clipped

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 30.0  # on the clock; the child has fewer of processor time
MOST_NAME = 120  # letters


class Member(NamedTuple):
    """A file of the zip; `left_out` says why it is not here."""

    name: str
    data: bytes
    left_out: str = ""


def is_archive(name: str, data: bytes) -> bool:
    """By its name too: a compressed score is a zip as well."""
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06")) and name.lower().endswith(".zip")


def open_archive(data: bytes, *, most_files: int, most_bytes: int) -> list[Member]:
    """The files in a zip that may be music, in the order of their names. Raises `UploadError`."""
    bounds = [str(most_files), str(most_bytes)]
    try:
        ended = run_limited(["-c", CHILD, str(ROOT), *bounds], data, seconds=SECONDS)
    except subprocess.TimeoutExpired:
        words = "The machine was too busy to open this archive. Try again in a minute."
        raise UploadError("busy", words) from None
    if ended.status == -signal.SIGXCPU:
        raise UploadError("too_slow", "This archive takes too long to open. Send fewer files.")
    if ended.status != 0:
        raise _damaged()
    return _members(ended.answer)


def _members(answer: bytes) -> list[Member]:
    """What the child says. It read a stranger's bytes, so nothing is taken on trust."""
    head, _, rest = answer.partition(b"\n")
    try:
        told = json.loads(head)
        if refused := told.get("refused"):
            raise UploadError(str(refused["code"]), clipped(str(refused["message"]), 300))
        return list(_cut(told["members"], rest))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise _damaged() from error


def _cut(members: list[Any], rest: bytes) -> list[Member]:
    found, at = [], 0
    for name, size, why in members:
        found.append(Member(str(name), rest[at : at + int(size)], clipped(str(why), MOST_NAME)))
        at += int(size)
    return found


def _damaged() -> UploadError:
    return UploadError("broken_file", "This archive is damaged: it cannot be opened. Make it anew.")


CHILD = (
    "import sys; sys.path.insert(0, sys.argv[1]); from generation.music.archives_child "
    "import main; main()"
)
