"""Plays begin and are told: nothing but one record is written, and no row."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from chartbusters.ops.streams import StreamAwayError
from chartbusters.plays import beginnings
from chartbusters.plays.beginnings import Beginning
from chartbusters.plays.listeners import Listener
from chartbusters.plays.models import Source
from chartbusters.plays.rule import is_bot, needed_ms, window_of
from chartbusters.plays.selectors import STREAM, Playable, has_made
from chartbusters.voting.gathering import Gathering
from chartbusters.web.errors import Refusal

LONGEST_MS = 86_400_000


class Begun(NamedTuple):
    """`token` is empty for who is not counted: a maker, a program."""

    token: str
    after_ms: int


def play_begin(*, song: UUID, of: Playable, source: Source, listener: Listener) -> Begun:
    """What its viewer tells after so long. Raises `Refusal` while plays cannot be counted."""
    made = listener.person and has_made(person=listener.person, song=song, owner=of.owner)
    needed = needed_ms(seconds=of.seconds)
    if made or is_bot(agent=listener.agent):
        return Begun("", needed)
    try:
        now = STREAM.now()
    except StreamAwayError:
        raise _away() from None
    window = window_of(seconds=of.seconds)
    known = listener.viewer, listener.network
    beginning = Beginning(of.listing, now, needed, window, source, *known)
    return Begun(beginnings.beginning_signed(beginning), needed)


def play_tell(*, token: str, heard_ms: int) -> None:
    """Writes down that so much was heard; whether it counts is found when it is counted. When this
    returns it outlives this process. Raises `Refusal`."""
    body = beginnings.beginning_verified(token)
    if body is None:
        message = "This play did not begin here. Nothing was counted; begin it again."
        raise Refusal("invalid", message, field="token")
    if type(heard_ms) is not int or not 0 <= heard_ms <= LONGEST_MS:
        message = f"Listening is told in milliseconds, 0 to {LONGEST_MS:,}."
        raise Refusal("out_of_range", message, field="heard_ms")
    if not _TOGETHER.done(beginnings.record_of(body, heard_ms)):
        raise _away()


def _written(records: Sequence[bytes]) -> list[bool]:
    try:
        STREAM.append(records)
    except StreamAwayError:
        return [False] * len(records)
    return [True] * len(records)


_TOGETHER: Gathering[bytes, bool] = Gathering(_written)


def _away() -> Refusal:
    message = "Plays are not counted at the moment. The song plays on; nothing else is lost."
    return Refusal("plays_away", message, 503, retry_after=5)
