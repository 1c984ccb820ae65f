"""What an answer of SoundCloud means: what was asked for, or which trouble."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils import timezone

from chartbusters.soundcloud.exchange import Said
from chartbusters.soundcloud.troubles import (
    Busy,
    Gone,
    Refused,
    SignedOut,
    Trouble,
    Unconfirmed,
    Unreachable,
    Unreadable,
)

LONGEST_PAUSE = timedelta(days=1)
WARNED = timedelta(hours=1)  # after a warning that something looks like spam
LONGEST_QUOTE = 160


def checked(said: Said, *, sends: bool = False) -> Any:
    """The body of an answer that did it. Raises a `Trouble`. `sends`: a recording was sent."""
    if 200 <= said.status < 300:
        return said.body
    raise _trouble(said, sends)


def _trouble(said: Said, sends: bool) -> Trouble:
    if said.status == 401:
        # To a good token of somebody who may not upload it answers with an empty line.
        return Unconfirmed() if sends and said.body is None else SignedOut()
    if said.status == 404:
        return Gone()
    if said.status == 429:
        return Busy(pause=_pause(said))
    if said.status >= 500 or said.body is None:
        return Unreachable(pause=said.pause)
    if said.status == 422 and "asset_data" in said.word("message"):
        return Unreadable()
    return Refused(_quoted(said))


def _quoted(said: Said) -> str:
    words = " ".join(said.word("message", "error", "status").split())[:LONGEST_QUOTE]
    return f"SoundCloud would not have it, and says: “{words or said.status}”."


def _pause(said: Said) -> timedelta | None:
    """Until the moment that a limit of plays names; an hour after a warning."""
    if said.pause is None and said.word("spam_warning_urn"):
        return WARNED
    moment = _reset_time(said.body)
    if moment is None:
        return said.pause
    return min(max(moment - timezone.now(), timedelta()), LONGEST_PAUSE)


def _reset_time(body: Any) -> datetime | None:
    try:
        text = body["errors"][0]["reset_time"]
        return datetime.strptime(text, "%Y/%m/%d %H:%M:%S %z").astimezone(UTC)
    except (KeyError, IndexError, TypeError, ValueError, OverflowError):
        return None
