"""Pictures that organisers send for a cover, written anew in a child process that may die."""

import signal
import subprocess
import threading
from pathlib import Path

from chartbusters.challenges.picture_child import TOO_MANY_PIXELS
from chartbusters.web.errors import Refusal
from generation.limited import run_limited

# Run as a file: of the site it imports nothing.
CHILD = Path(__file__).resolve().with_name("picture_child.py")
MOST_BYTES = 2_000_000
SECONDS = 20.0  # on the clock; the child has four of processor time
AT_ONCE = 1  # of one process of the web
BEGINNINGS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"RIFF")
_places = threading.BoundedSemaphore(AT_ONCE)
KEPT = "The cover stays as it was."


def picture_rewritten(data: bytes) -> bytes:
    """A JPEG of the pixels in untrusted bytes. Raises `Refusal`."""
    if len(data) > MOST_BYTES:
        raise _unfit("too_large", f"A cover has {MOST_BYTES // 1_000_000} MB at most.")
    if not data.startswith(BEGINNINGS):
        raise _unfit("no_picture", "A cover is a PNG, a JPEG or a WebP picture.")
    if not _places.acquire(blocking=False):
        message = "Another picture is being read just now. Try again in a minute."
        raise Refusal("busy", message, 503, "picture", retry_after=60)
    try:
        return _rewritten(data)
    finally:
        _places.release()


def _rewritten(data: bytes) -> bytes:
    try:
        ended = run_limited([str(CHILD)], data, seconds=SECONDS)
    except subprocess.TimeoutExpired:
        raise _unfit("too_slow", "This picture takes too long to read.") from None
    if ended.status in (TOO_MANY_PIXELS, -signal.SIGXCPU, -signal.SIGKILL):
        raise _unfit("too_large", "This picture has too many pixels: 25 million at most.")
    if ended.status != 0:
        raise _unfit("broken_picture", "This picture cannot be read. Export it once more.")
    return ended.answer


def _unfit(code: str, message: str) -> Refusal:
    return Refusal(code, f"{message} {KEPT}", 400, "picture")
