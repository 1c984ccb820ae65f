"""Between granian and Django: what a slow connection holds up is a coroutine, never a thread.

granian calls `application` with the head of a request. Here its body is waited for; then a thread
of one of the lanes runs Django on it and hands the answer to granian, which writes it at the pace
of whoever reads it.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings

from chartbusters.web.bodies import takes_many_files
from chartbusters.web.errors import Refusal
from chartbusters.web.identity import address_from, network_of
from chartbusters.web.request_ids import begin_request
from chartbusters.web.serving.arrival import BodyBudget, ClientGone, Scope, environment, receive
from chartbusters.web.serving.connections import Keeper, Peer
from chartbusters.web.serving.lanes import Lane, Plan, counted
from chartbusters.web.serving.refusals import refuse
from chartbusters.web.serving.replies import Handed, Reply
from chartbusters.web.serving.tidying import Tidier
from chartbusters.wsgi import application as django
from generation.music.upload import AT_ONCE as UPLOADS_AT_ONCE

logger = logging.getLogger(__name__)
IMPORT = "/api/v1/compositions/import/"
_MANY = (
    "So many requests of your network are being answered just now that this one cannot be. "
    "Try again in a moment."
)
_FILES = "Many files are being read just now. Nothing was changed; try again in {} seconds."


def plans() -> dict[str, Plan]:
    """The lanes of one process. Those beside `pages` keep what must always go on apart from what
    may be slow."""
    line, patience = settings.WEB_LINE, settings.WEB_LINE_SECONDS
    return {
        "pages": Plan("pages", settings.WEB_THREADS, line, patience),
        "files": Plan("files", 2, 4 * line, patience),
        "health": Plan("health", 1, 16, patience),
        "uploads": Plan("uploads", UPLOADS_AT_ONCE, 8, patience, of_one_address=6, busy=_FILES),
    }


class Bridge:
    """What granian calls: RSGI, https://github.com/emmett-framework/granian/blob/master/docs/spec/RSGI.md."""

    def __init__(self, site: Callable[..., Iterable[bytes]]) -> None:
        self.site = site
        self.lanes: dict[str, Lane] = {}
        self.addresses: Counter[str] = Counter()
        self.peers: Counter[Peer] = Counter()  # of requests that have come and are not answered yet
        self.budget = BodyBudget(settings.WEB_BODY_BYTES)

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        """In each process, once it has been forked: threads do not survive a fork."""
        self.loop = loop
        self.lanes = {name: Lane(plan, loop) for name, plan in plans().items()}
        self.keeper = Keeper(lambda: set(self.peers))
        self.keeper.start()
        self.tidier = Tidier()
        self.tidier.start()

    def __rsgi_del__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.keeper.stopped.set()
        self.tidier.stopped.set()
        for lane in self.lanes.values():
            lane.close()

    async def __rsgi__(self, scope: Scope, protocol: Any) -> None:
        environ = environment(scope)
        begin_request(environ.get("HTTP_X_REQUEST_ID", ""))
        address = network_of(address_from(environ))
        try:
            with self._counted(address, peer_of(environ)), self.budget.hold() as hold:
                await receive(protocol, environ, hold)
                lane = self.lanes[lane_of(environ)]
                await lane.run(
                    lambda: self._answer(environ, protocol), address, protocol.client_disconnect
                )
        except Refusal as refusal:
            refuse(protocol, scope.path, address, refusal)
        except ClientGone:
            protocol.response_empty(400, [])

    @contextmanager
    def _counted(self, address: str, peer: Peer) -> Iterator[None]:
        if self.addresses[address] >= settings.WEB_REQUESTS_PER_ADDRESS and settings.LIMITS_ENABLED:
            raise Refusal("too_many_requests", _MANY, 429, retry_after=2)
        with counted(self.peers, peer), counted(self.addresses, address):
            yield

    def _answer(self, environ: dict[str, Any], protocol: Any) -> None:
        """In a thread of a lane."""
        reply = Reply(protocol, self._later)
        environ["wsgi.file_wrapper"] = Handed
        try:
            result = self.site(environ, reply.start)
            try:
                reply.send(result)
            finally:
                getattr(result, "close", lambda: None)()
        except Exception:
            logger.exception(
                "%s %.200r was not answered", environ["REQUEST_METHOD"], environ["PATH_INFO"]
            )
            protocol.response_bytes(
                500, [("Content-Type", "text/plain")], b"Something broke on our side."
            )
        finally:
            body = environ.pop("wsgi.input")
            self.tidier.note(body.seek(0, 2))
            body.close()

    def _later(self, seconds: float, do: Callable[[], None]) -> None:
        self.loop.call_soon_threadsafe(self.loop.call_later, seconds, do)


def peer_of(environ: dict[str, Any]) -> Peer:
    """The other end of the connection, which on a unix socket has no port."""
    return environ["REMOTE_ADDR"], int(environ["REMOTE_PORT"] or 0)


def lane_of(environ: dict[str, Any]) -> str:
    """In whose threads a request is answered."""
    path = environ["PATH_INFO"]
    if path == "/healthz":
        return "health"
    if environ["REQUEST_METHOD"] == "POST" and (path == IMPORT or takes_many_files(path)):
        return "uploads"
    return (
        "files"
        if path.startswith((f"/{settings.STATIC_URL.lstrip('/')}", "/soundfont/"))
        else "pages"
    )


application = Bridge(django)
