"""A play that has begun, as its viewer holds it: signed, so that nothing is kept of it until it is
told, and what is told cannot be of another song, another viewer or an earlier time."""

import binascii
import hashlib
import hmac
import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from functools import lru_cache
from typing import NamedTuple

from django.conf import settings

from chartbusters.plays.models import Source

_SHAPE = struct.Struct(">QQIIB16s16s")
_TOLD = struct.Struct(">I")
_SEAL = 16  # bytes
LONGEST = 4 * -(-(_SHAPE.size + _SEAL) // 3)  # characters of a token


class Beginning(NamedTuple):
    """Times are milliseconds by the clock of the stream."""

    listing: int
    at: int
    needed: int
    window: int  # seconds
    source: int
    viewer: bytes
    network: bytes


class Told(NamedTuple):
    """What stands in the stream: a beginning, and how much of it was heard."""

    beginning: Beginning
    heard: int


def beginning_signed(beginning: Beginning) -> str:
    body = _SHAPE.pack(*beginning)
    return urlsafe_b64encode(body + _seal(body)).decode()


def beginning_verified(token: str) -> bytes | None:
    """The beginning, still packed; None for what we have not signed."""
    if len(token) != LONGEST:
        return None
    try:
        signed = urlsafe_b64decode(token)
    except (binascii.Error, ValueError):
        return None
    body, seal = signed[: _SHAPE.size], signed[_SHAPE.size :]
    return body if hmac.compare_digest(seal, _seal(body)) else None


def record_of(body: bytes, heard: int) -> bytes:
    return body + _TOLD.pack(heard)


def record_read(record: bytes) -> Told | None:
    """None for what is no record of ours."""
    if len(record) != _SHAPE.size + _TOLD.size:
        return None
    beginning = Beginning(*_SHAPE.unpack_from(record))
    known = beginning.source in Source.values
    return Told(beginning, _TOLD.unpack_from(record, _SHAPE.size)[0]) if known else None


def sealed_key(kind: str, who: str) -> bytes:
    """Whom we know, as it may lie in a log: without our key it tells nobody."""
    return hmac.digest(_key(settings.SECRET_KEY, kind), who.encode(), "sha256")[:16]


def _seal(body: bytes) -> bytes:
    return hmac.digest(_key(settings.SECRET_KEY, "beginning"), body, "sha256")[:_SEAL]


@lru_cache(maxsize=16)
def _key(secret: str, kind: str) -> bytes:
    return hashlib.sha256(f"chartbusters.plays.{kind}:{secret}".encode()).digest()
