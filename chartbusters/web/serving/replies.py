"""What the site answers, handed to granian whole or as a file: from then on no thread waits for who
reads it."""

import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from typing import IO, Any, Protocol

from whitenoise.responders import SlicedFile

IN_MEMORY = (
    256_000  # bytes of an answer; a longer one is read from a file, as fast as its reader takes it
)
OPENED_BY_THEN = 10.0  # seconds after which granian has opened a file that was handed to it
Headers = list[tuple[str, str]]


class Answering(Protocol):
    """The ways of granian to answer. Each of them returns at once, and the second one that is taken
    does nothing."""

    def response_bytes(self, status: int, headers: Headers, body: bytes) -> None: ...
    def response_file(self, status: int, headers: Headers, file: str) -> None: ...
    def response_file_range(
        self, status: int, headers: Headers, file: str, start: int, end: int
    ) -> None: ...


class Handed:
    """`wsgi.file_wrapper`: an open file, which granian can read better than we."""

    def __init__(self, file: Any, block_size: int = 65_536) -> None:
        self.file, self.block_size = file, block_size
        self.close: Callable[[], None] = getattr(file, "close", lambda: None)

    def __iter__(self) -> Iterator[bytes]:
        return iter(lambda: self.file.read(self.block_size), b"")


class Reply:
    """The answer to one request: `start` is what WSGI calls start_response, `send` gives the rest
    to granian."""

    def __init__(
        self, protocol: Answering, later: Callable[[float, Callable[[], None]], None]
    ) -> None:
        self.protocol, self.later = protocol, later
        self.status, self.headers = 500, Headers()

    def start(self, status: str, headers: Headers, exc_info: object = None) -> None:
        self.status, self.headers = int(status.split(" ", 1)[0]), headers

    def send(self, result: Iterable[bytes]) -> None:
        span = span_of(result.file) if isinstance(result, Handed) else None
        if span is None:
            self._send_pieces(iter(result))
        elif span[1] < span[2]:
            self.protocol.response_file_range(self.status, self.headers, *span)
        else:
            self.protocol.response_bytes(self.status, self.headers, b"")

    def _send_pieces(self, pieces: Iterator[bytes]) -> None:
        held: list[bytes] = []
        size = 0
        for piece in pieces:
            held.append(piece)
            size += len(piece)
            if size > IN_MEMORY:
                self._send_through_file([*held, *pieces])
                return
        self.protocol.response_bytes(self.status, self.headers, b"".join(held))

    def _send_through_file(self, pieces: list[bytes]) -> None:
        try:
            spool = tempfile.TemporaryFile()  # noqa: SIM115  closed later, once granian has opened it
            spool.writelines(pieces)
            spool.flush()
        except OSError:  # the disk is full; then it takes memory for as long as it is read
            self.protocol.response_bytes(self.status, self.headers, b"".join(pieces))
            return
        if not any(name.lower() == "content-length" for name, _ in self.headers):
            self.headers = [*self.headers, ("Content-Length", str(spool.tell()))]
        self.protocol.response_file_range(
            self.status, self.headers, _name_of(spool), 0, spool.tell()
        )
        self.later(OPENED_BY_THEN, spool.close)


def span_of(file: Any) -> tuple[str, int, int] | None:
    """Name, first byte and the byte after the last of what is left to read; None for what is no
    file with a name."""
    inner = file.fileobj if isinstance(file, SlicedFile) else file
    try:
        path, start, here = inner.name, inner.tell(), os.fstat(inner.fileno())
        if not isinstance(path, str) or not os.path.samestat(os.stat(path), here):
            return None
    except (AttributeError, OSError, TypeError, ValueError):
        return None
    return path, start, start + file.remaining if isinstance(file, SlicedFile) else here.st_size


def _name_of(file: IO[bytes]) -> str:
    """A name under which this process alone can open a file that has none."""
    return (
        f"/proc/self/fd/{file.fileno()}" if sys.platform == "linux" else f"/dev/fd/{file.fileno()}"
    )
