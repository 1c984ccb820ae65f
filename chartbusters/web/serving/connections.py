"""The connections of this process, looked at from beside granian: who reads too slowly, or has too
many, loses some.

granian has no deadline for writing and no limit for an address. The kernel knows how far each
connection has come, and what we close granian finds closed. Linux only; elsewhere a proxy must do
it.
"""

import contextlib
import fcntl
import logging
import os
import socket
import struct
import sys
import termios
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from django.conf import settings

from chartbusters.web.identity import network_of

logger = logging.getLogger(__name__)
EVERY = 2.0  # seconds between two looks
BYTES_ACKED = 120  # where it stands in the kernel's struct tcp_info
# SO_LINGER: what has not been read by the other side is thrown away
RESET = struct.pack("ii", 1, 0)
_INTERNET = (socket.AF_INET, socket.AF_INET6)
Peer = tuple[str, int]


@dataclass
class Connection:
    """What we know of one; `waits` is whether something lies in the kernel that its reader has not
    taken."""

    peer: Peer
    since: float
    waits: bool = False
    slow: bool = False
    marked: float = 0.0  # when it was last quick enough
    due: int = 0  # bytes in all that it has taken by the time it is quick enough again


class Keeper:
    """`look` ends what should not go on. `served` tells who is being answered in this moment, and
    is left alone."""

    def __init__(self, served: Callable[[], Collection[Peer]]) -> None:
        self.served = served
        self.ports: set[int] = set()  # on which this process listens
        self.known: dict[str, Connection] = {}  # by the kernel's number for the socket
        self.stopped = threading.Event()

    def start(self) -> None:
        if sys.platform == "linux":
            threading.Thread(target=self._run, name="connections", daemon=True).start()

    def _run(self) -> None:
        while not self.stopped.wait(EVERY):
            try:
                self.look(time.monotonic())
            except Exception:
                logger.exception("the connections could not be looked at")

    def look(self, now: float) -> None:
        self.ports = self.ports or set(_listening())
        seen: dict[str, tuple[int, Connection]] = {}
        for number, name in _sockets():
            if connection := self._examine(number, name, now):
                seen[name] = number, connection
        self.known = {name: connection for name, (_, connection) in seen.items()}
        slow = [name for name, (_, connection) in seen.items() if connection.slow]
        for name in slow:
            _end(seen[name][0], name)
        many = [name for name in self._beyond_share() if name not in slow]
        for name in many:
            _end(seen[name][0], name)
        if slow or many:
            logger.warning(
                "connections ended: %d read too slowly, %d were too many of one network",
                len(slow),
                len(many),
            )

    def _examine(self, number: int, name: str, now: float) -> Connection | None:
        """What is to be said of a socket now; None for what is no connection of a client's."""
        with contextlib.suppress(OSError), _copy(number, name) as copy:
            connection = self.known.get(name)
            if connection is None:
                if copy.family not in _INTERNET or copy.getsockname()[1] not in self.ports:
                    return None
                # fails for the one that listens
                connection = Connection(copy.getpeername()[:2], now)
            (waiting,) = struct.unpack("i", fcntl.ioctl(copy, termios.TIOCOUTQ, b"\0" * 4))
            facts = copy.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, BYTES_ACKED + 8)
            (acked,) = struct.unpack_from("Q", facts, BYTES_ACKED)
            see(connection, now, acked, waiting)
            return connection
        return None

    def _beyond_share(self) -> list[str]:
        """The oldest idle connections of those who have more than their share."""
        most = settings.WEB_CONNECTIONS_PER_ADDRESS
        if settings.NUM_PROXIES or not settings.LIMITS_ENABLED or len(self.known) <= most:
            return []
        networks: dict[str, list[str]] = defaultdict(list)
        for name, connection in self.known.items():
            networks[network_of(connection.peer[0])].append(name)
        served = self.served()
        beyond: list[str] = []
        for names in networks.values():
            if len(names) > most:
                idle = [name for name in names if self.known[name].peer not in served]
                idle.sort(key=lambda name: (self.known[name].waits, self.known[name].since))
                beyond += idle[: len(names) - most]
        return beyond


def see(connection: Connection, now: float, acked: int, waiting: int) -> bool:
    """Notes how far it has come in all and what waits; True when it is read too slowly.

    Quick enough is who takes what waits within a stall, or of much the share of a stall. What waits
    at the first look has only just been sent, and so has each small answer to somebody far away.
    """
    connection.waits = waiting > 0
    if not waiting or acked >= connection.due:
        share = settings.WEB_LEAST_SPEED * settings.WEB_STALL_SECONDS
        connection.marked, connection.due = now, acked + min(waiting, share)
    connection.slow = now - connection.marked > settings.WEB_STALL_SECONDS
    return connection.slow


def _sockets() -> Iterator[tuple[int, str]]:
    """Number and name of each socket of this process."""
    for entry in os.listdir("/proc/self/fd"):
        with contextlib.suppress(OSError):
            name = os.readlink(f"/proc/self/fd/{entry}")
            if name.startswith("socket:"):
                yield int(entry), name


def _listening() -> Iterator[int]:
    """The ports on which this process takes connections."""
    for number, name in _sockets():
        with contextlib.suppress(OSError), _copy(number, name) as copy:
            if copy.family in _INTERNET and copy.getsockopt(
                socket.SOL_SOCKET, socket.SO_ACCEPTCONN
            ):
                yield copy.getsockname()[1]


@contextlib.contextmanager
def _copy(number: int, name: str) -> Iterator[socket.socket]:
    """The same socket under a number of our own, since granian may close its one at any moment, and
    open another."""
    mine = os.dup(number)
    with socket.socket(fileno=mine) as copy:
        if os.readlink(f"/proc/self/fd/{mine}") != name:
            raise OSError("another socket has that number by now")
        yield copy


def _end(number: int, name: str) -> None:
    with contextlib.suppress(OSError), _copy(number, name) as copy:
        copy.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        copy.shutdown(socket.SHUT_RDWR)
