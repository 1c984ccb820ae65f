"""What must not reach a log: secrets that stand in addresses and headers, lines without end, and
made-up lines.

Whoever adds an address with a secret in it adds it to `SECRETS`; a test asks every address of the
site.
"""

import logging
import re
from datetime import UTC, datetime

HIDDEN = "…"
LONGEST = 2_000  # characters of one message
SLASH = r"(?:/|%2[Ff])"
PART = r"[^\s/?&#%\"'<>]+"  # what stands between two slashes
SECRETS = [
    rf"({SLASH}s{SLASH}){PART}",  # secret links of songs
    rf"({SLASH}p{SLASH}){PART}",  # and of playlists
    rf"({SLASH}m{SLASH}){PART}",  # and of models
    rf"({SLASH}password{SLASH}reset{SLASH}key{SLASH}){PART}",
    rf"({SLASH}confirm-email{SLASH}){PART}",
    rf"({SLASH}invited{SLASH}){PART}",
    rf"({SLASH}welcome{SLASH}){PART}",
    rf"({SLASH}mail{SLASH}stop{SLASH}){PART}",
    rf"({SLASH}late{SLASH}){PART}",
    # such as join codes, and what SoundCloud sends back
    r"((?:[?&]|%3[Ff]|%26)(?:code|state|token|key|password|secret)(?:=|%3[Dd]))[^\s&\"']+",
    r"\b(cb_)[\w-]{6,}",  # tokens for programs
    r"\b((?:[Bb]earer|[Tt]oken|OAuth) )[!-~]{16,}",
    r"\b((?:__Host-)?(?:sessionid|csrftoken|device)=)[^;\s\"']+",
]
_SECRET = re.compile("|".join(SECRETS))
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def without_secrets(text: str) -> str:
    """The text with every secret that is known by its place taken out."""
    return _SECRET.sub(lambda found: next(filter(None, found.groups())) + HIDDEN, text)


class LineFormatter(logging.Formatter):
    """One message is one line of bounded length; tracebacks follow as they are, without secrets."""

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:
        """With its zone: lines of several machines, and of a proxy, stand in one order only if each
        says which."""
        return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")

    def formatMessage(self, record: logging.LogRecord) -> str:
        message = record.message
        if len(message) > LONGEST:
            message = f"{message[:LONGEST]}{HIDDEN} ({len(message)} characters)"
        record.message = _CONTROL.sub(_escaped, message)
        return super().formatMessage(record)

    def format(self, record: logging.LogRecord) -> str:
        return without_secrets(super().format(record))


def _escaped(control: re.Match[str]) -> str:
    """A line that a caller makes up stands under the line that it came in, and cannot be taken for
    one of ours."""
    return "\n    " if control[0] == "\n" else control[0].encode("unicode_escape").decode()
