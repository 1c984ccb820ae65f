"""A network that may go away: passes bytes between a TCP port and a server, until it is told to
swallow them."""

import contextlib
import socket
import threading
import time


class Proxy:
    """`swallow` makes it take everything and pass nothing, as a router does that lost its way;
    `heal` ends that."""

    def __init__(self, target: tuple[str, int] | str) -> None:
        self.target = target
        self.swallowing = threading.Event()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._listen, daemon=True).start()

    def swallow(self) -> None:
        self.swallowing.set()

    def heal(self) -> None:
        self.swallowing.clear()

    def _listen(self) -> None:
        while True:
            client, _ = self.listener.accept()
            threading.Thread(target=self._serve, args=[client], daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        self._wait()
        try:
            server = self._reach()
        except OSError:
            client.close()
            return
        for source, sink in ((client, server), (server, client)):
            threading.Thread(target=self._pass_on, args=[source, sink], daemon=True).start()

    def _reach(self) -> socket.socket:
        if isinstance(self.target, tuple):
            return socket.create_connection(self.target)
        server = socket.socket(socket.AF_UNIX)
        server.connect(self.target)
        return server

    def _pass_on(self, source: socket.socket, sink: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                self._wait()
                sink.sendall(data)
        for end in (source, sink):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def _wait(self) -> None:
        while self.swallowing.is_set():
            time.sleep(0.05)
