"""A server of another site, played by the tests on a real port."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self


class OtherSite(ThreadingHTTPServer):
    """Answers while it is `running`; `let_go` ends what a slow answer waits for."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, handler: type[BaseHTTPRequestHandler]) -> None:
        super().__init__(("127.0.0.1", 0), handler)
        self.let_go = threading.Event()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Who hangs up on it is what these tests are about."""

    @contextmanager
    def running(self) -> Iterator[Self]:
        with self:
            threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()
            yield self
            self.let_go.set()
            self.shutdown()
