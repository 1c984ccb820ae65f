"""Songs out of files that strangers send: a pre-scan and a parser, both in a child process that may
die."""

import json
import signal
import subprocess
import threading
from pathlib import Path
from typing import Any, NamedTuple

from generation.limited import run_limited
from generation.music.document import MAX_TEXT, from_document
from generation.music.document_checks import DocumentError
from generation.music.envelope import unwrapped
from generation.music.filekinds import MIDI, MOST, MUSICXML, NAMES, kind_of
from generation.music.prescan import check_header, too_big
from generation.music.remarks import CHANGED, DROPPED, Remark, remarks
from generation.music.song import Song
from generation.music.upload_error import UploadError
from generation.wording import clipped

__all__ = ["Upload", "UploadError", "read_upload"]

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 10.0  # on the clock; the child has some seconds of processor time
AT_ONCE = 2  # children of one process; the web lets others wait for a place without a thread
_places = threading.BoundedSemaphore(AT_ONCE)


class Upload(NamedTuple):
    """A song out of a file, with what of the file is not in it, and what is not as it was."""

    song: Song
    dropped: tuple[Remark, ...] = ()
    changed: tuple[Remark, ...] = ()


def read_upload(data: bytes) -> Upload:
    """The song in untrusted bytes. Raises `UploadError`; the code `busy` tells of us and not of the
    file."""
    kind = kind_of(data)
    if not _places.acquire(blocking=False):
        raise _busy()
    try:
        data = _checked(data, kind)
        answer = _parse(data, kind)
    finally:
        _places.release()
    try:
        upload = _upload(json.loads(answer))
    except DocumentError as error:
        raise UploadError(error.code, error.message) from error
    except (ValueError, TypeError, AttributeError) as error:
        raise _broken(kind) from error
    if not upload.song.note_count:
        raise UploadError("no_notes", f"This {NAMES[kind]} file holds no notes.")
    return upload


def _checked(data: bytes, kind: str) -> bytes:
    """What costs nothing to look at, before a child is started."""
    if kind == MIDI:
        data = unwrapped(data)
        check_header(data)
    elif len(data) > MOST[kind]:
        packed = " Export it compressed (.mxl)." if kind == MUSICXML else ""
        raise UploadError("too_big", too_big(len(data), MOST[kind]) + packed)
    return data


def _upload(answer: Any) -> Upload:
    """What the child says. It read a stranger's bytes, so nothing is taken on trust."""
    if refused := answer.get("refused"):
        raise UploadError(
            clipped(str(refused["code"]), MAX_TEXT), clipped(str(refused["message"]), MAX_TEXT)
        )
    song = from_document(answer.get("document", {}))
    counts = {str(what): int(count) for what, count in answer.get("counts", {}).items()}
    notice = clipped(str(answer.get("copyright", "")), MAX_TEXT)
    return Upload(song, remarks(DROPPED, counts, notice), remarks(CHANGED, counts))


def _parse(data: bytes, kind: str) -> bytes:
    try:
        ended = run_limited(["-c", CHILD, str(ROOT), kind], data, seconds=SECONDS)
    except subprocess.TimeoutExpired:
        # A file that is long to read meets the child's limit of processor time first. This one was
        # not let at it.
        raise _busy() from None
    if ended.status == -signal.SIGXCPU:
        raise _too_slow()
    if ended.status != 0:
        raise _broken(kind)
    return ended.answer


def _busy() -> UploadError:
    return UploadError("busy", "Many files are being read just now. Please try again in a minute.")


def _broken(kind: str) -> UploadError:
    return UploadError(
        "broken_file",
        f"This {NAMES[kind]} file is damaged: it cannot be read. Export it once more.",
    )


def _too_slow() -> UploadError:
    return UploadError("too_slow", "This file takes too long to read. Try exporting fewer tracks.")


CHILD = (
    "import sys; sys.path.insert(0, sys.argv[1]); from generation.music.upload_child "
    "import main; main()"
)
