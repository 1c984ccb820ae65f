"""Connections of `requests` on which a deadline can hang up, whatever they are at: its timeouts are
for each piece that comes, so that a server which drips is never too late."""

import contextlib
import socket
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

KINDS = {"http": HTTPConnectionPool, "https": HTTPSConnectionPool}


class Watched(HTTPAdapter):
    """Knows its sockets."""

    def __init__(self) -> None:
        self.sockets: list[socket.socket] = []
        self.late = False
        super().__init__(max_retries=0)

    def init_poolmanager(self, *words: Any, **options: Any) -> None:
        super().init_poolmanager(*words, **options)
        pools = {scheme: _watched(kind, self) for scheme, kind in KINDS.items()}
        self.poolmanager.pool_classes_by_scheme = pools

    def watch(self, sock: socket.socket) -> None:
        self.sockets.append(sock)
        if self.late:  # it was opened at the very moment
            self.hang_up()

    def hang_up(self) -> None:
        """Ends what waits for these sockets, in whatever thread."""
        self.late = True
        for sock in list(self.sockets):
            with contextlib.suppress(OSError):
                # Not the method of a TLS socket, which takes its state from under who reads.
                socket.socket.shutdown(sock, socket.SHUT_RDWR)


def _watched(kind: Any, adapter: Watched) -> type[Any]:
    class Connection(kind.ConnectionCls):  # type: ignore[misc]
        def _new_conn(self) -> Any:
            sock = super()._new_conn()
            adapter.watch(sock)
            return sock

        def connect(self) -> None:
            super().connect()
            adapter.watch(self.sock)

    return type("Pool", (kind,), {"ConnectionCls": Connection})
