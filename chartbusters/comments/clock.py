"""Moments of a song as people read and write them: `1:05`, or `1:00:05` in a long one."""

import re

from chartbusters.comments.models import LONGEST_SONG
from chartbusters.web.errors import Refusal

WRITTEN = re.compile(r"(?:(\d{1,2}):)?(\d{1,3}):([0-5]?\d)", re.ASCII)


def clock_text(at_ms: int) -> str:
    minutes, seconds = divmod(at_ms // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def clock_read(text: str) -> int:
    """In milliseconds; nothing is the beginning. Raises `Refusal`."""
    text = text.strip()[:20] or "0:00"
    found = WRITTEN.fullmatch(text)
    if found is None:
        message = f"Write the moment as minutes and seconds, such as 0:12. {text!r} is none."
        raise Refusal("invalid", message, field="at")
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return min(1000 * (3600 * hours + 60 * minutes + seconds), LONGEST_SONG)
