"""Streams on the broker's server: what the web writes down, in the order in which it came, for a
worker to add up.

What is appended outlives the process that did it, whatever ends that; the server writes it to its
disk each second. One clock stamps everything: the server's own.
"""

import time
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from django.conf import settings
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError, RedisError
from redis.retry import Retry

from chartbusters.ops.breaker import Breaker, LeftAloneError

breaker = Breaker("the server of streams", pause=5.0)
_FAILURES = (RedisError, OSError)
_FULL_FOR = 1.0  # seconds for which a stream that was full is not asked again
BEGINNING = "0-0"


class StreamAwayError(Exception):
    """Nothing was written: the server does not answer, or the stream is full."""


class Record(NamedTuple):
    place: str
    data: bytes

    @property
    def at(self) -> int:
        """When it was written down, in milliseconds of the server's clock."""
        return numbered(self.place)[0]


class Stream:
    """Records under a name. `most` of them may wait; beyond that none is taken."""

    def __init__(self, name: str, most: int) -> None:
        self.name, self.most = name, most
        self._full_until = 0.0

    def append(self, records: Sequence[bytes]) -> None:
        """Writes all of them down. Raises `StreamAwayError`; then some may have been."""
        if time.monotonic() < self._full_until:
            raise StreamAwayError(f"{self.name} is full")
        waiting = self._asked(lambda server: _appended(server, self.name, records))
        if waiting > self.most:
            self._full_until = time.monotonic() + _FULL_FOR

    def since(self, place: str, most: int) -> list[Record]:
        """The oldest records behind a place."""
        found = self._asked(lambda server: server.xrange(self.name, f"({place}", "+", most))
        return [Record(key.decode(), fields.get(b"d", b"")) for key, fields in found]

    def last(self) -> str:
        """The place of the last record that was ever written; the beginning where none was."""

        def asked(server: Any) -> str:
            if not server.exists(self.name):
                return BEGINNING
            return str(server.xinfo_stream(self.name)["last-generated-id"].decode())

        return str(self._asked(asked))

    def forget(self, place: str) -> None:
        """Lets go of all records up to a place. Again changes nothing."""
        moment, number = numbered(place)
        behind = f"{moment}-{number + 1}"
        self._asked(lambda server: server.xtrim(self.name, minid=behind, approximate=False))

    def waiting(self) -> int:
        return int(self._asked(lambda server: server.xlen(self.name)))

    def now(self) -> int:
        """Milliseconds of the server's clock, which stamps the records."""
        seconds, micros = self._asked(lambda server: server.time())
        return int(seconds) * 1000 + int(micros) // 1000

    def _asked(self, ask: Any) -> Any:
        try:
            with breaker.guard(_FAILURES):
                return ask(_server(settings.STREAM_URL))
        except (LeftAloneError, *_FAILURES) as error:
            raise StreamAwayError(f"{self.name}: {type(error).__name__}") from error


def numbered(place: str) -> tuple[int, int]:
    """A place as two numbers, which are in the order of the records."""
    moment, _, number = place.partition("-")
    return int(moment), int(number)


def _appended(server: Any, name: str, records: Sequence[bytes]) -> int:
    """How many records wait now."""
    pipe = server.pipeline(transaction=False)
    for record in records:
        pipe.xadd(name, {"d": record})
    pipe.xlen(name)
    return int(pipe.execute()[-1])


@lru_cache(maxsize=4)
def _server(address: str) -> Any:
    # Once more at once, for a connection that the server has closed; never for one that is silent.
    again = Retry(NoBackoff(), 1, (ConnectionError,))
    return Redis.from_url(address, socket_timeout=1, socket_connect_timeout=1, retry=again)
