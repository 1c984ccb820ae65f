"""Songs as pages of notes: SVG, engraved part by part in a child process that may die."""

import json
import signal
import subprocess
import threading
from pathlib import Path
from typing import Any, NamedTuple

from generation.limited import run_limited

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 25.0  # on the clock; the child has ten seconds of processor time
AT_ONCE = 2  # children of one process
VERSION = 1  # of what is drawn: counted up, what was kept is drawn anew
_places = threading.BoundedSemaphore(AT_ONCE)


class EngravingError(Exception):
    """There is no page: a code for programs, a sentence for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class Engraved(NamedTuple):
    """One part of a song's sheet: its pages, its bars, and how many parts there are."""

    pages: list[str]
    first_bar: int
    last_bar: int
    parts: int
    key: str


def engrave(document: bytes, part: int, *, narrow: bool = False) -> bytes:
    """Part `part` (from 1) of the sheet of a song document, as JSON that `engraved_from` reads.
    Raises `EngravingError`."""
    question = json.dumps({"part": part, "narrow": narrow, "document": json.loads(document)})
    if not _places.acquire(timeout=SECONDS / 5):
        raise _busy()
    try:
        answer = _drawn(question.encode())
    finally:
        _places.release()
    if refused := json.loads(answer).get("refused"):
        raise EngravingError("no_sheet", str(refused))
    return answer


def engraved_from(answer: bytes) -> Engraved:
    told: dict[str, Any] = json.loads(answer)
    return Engraved(**told)


def _drawn(question: bytes) -> bytes:
    try:
        ended = run_limited(["-c", CHILD, str(ROOT)], question, seconds=SECONDS)
    except subprocess.TimeoutExpired:
        raise _busy() from None
    if ended.status in (-signal.SIGXCPU, -signal.SIGKILL):
        raise EngravingError("no_sheet", f"These bars hold too much to be drawn. {STILL}")
    if ended.status != 0:
        raise EngravingError("no_sheet", f"This song could not be drawn. {STILL}")
    return ended.answer


def _busy() -> EngravingError:
    return EngravingError(
        "busy", "Many sheets are being drawn just now. Please try again in a minute."
    )


STILL = "The song is safe; its MusicXML and MIDI files have all its notes."
CHILD = (
    "import sys; sys.path.insert(0, sys.argv[1]); from generation.sheets.engraving_child "
    "import main; main()"
)
