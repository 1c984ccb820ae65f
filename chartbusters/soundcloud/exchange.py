"""One question to a server of SoundCloud, with bounds: a moment until which all must have come, so
many bytes, no redirects, no proxy or password file of the machine."""

import json
import logging
from datetime import timedelta
from http.client import HTTPException
from threading import Timer
from typing import Any, NamedTuple

from requests import RequestException, Response, Session
from urllib3.exceptions import HTTPError

from chartbusters.soundcloud.troubles import Unreachable
from chartbusters.soundcloud.watched import Watched
from chartbusters.webhooks.pauses import asked_pause

logger = logging.getLogger(__name__)
CONNECT_SECONDS = 5.0
MOST_BYTES = 4_000_000  # two hundred tracks are less than one


class Said(NamedTuple):
    """An answer; `body` is None for what is no JSON, such as the page of a server at the edge."""

    status: int
    body: Any
    pause: timedelta | None  # that it asks for

    def word(self, *names: str) -> str:
        """The first of these fields that it says something in."""
        fields = self.body if isinstance(self.body, dict) else {}
        return next((str(fields[name]) for name in names if fields.get(name)), "")


def ask(method: str, url: str, *, seconds: float, token: str = "", **what: Any) -> Said:
    """Raises `Unreachable` for whatever is no whole answer in time."""
    adapter, headers = Watched(), {"Accept": "application/json; charset=utf-8"}
    if token:
        headers["Authorization"] = f"OAuth {token}"
    headers.update(what.pop("headers", {}))
    deadline = Timer(seconds, adapter.hang_up)
    deadline.daemon = True
    with Session() as session:
        session.trust_env = False
        session.mount("http://", adapter)
        session.mount("https://", adapter)
        deadline.start()
        try:
            options = {"allow_redirects": False, "stream": True, **what}
            with session.request(
                method, url, headers=headers, timeout=(CONNECT_SECONDS, seconds), **options
            ) as response:
                return _said(response)
        except (RequestException, HTTPError, HTTPException, OSError, ValueError) as error:
            # Its text may hold the address with what was asked: its kind is told, and no more.
            logger.info("SoundCloud, %s: %s", method, type(error).__name__)
            raise Unreachable from None
        finally:
            deadline.cancel()


def _said(response: Response) -> Said:
    data = response.raw.read(MOST_BYTES + 1, decode_content=True)
    if len(data) > MOST_BYTES:
        raise ValueError("an answer without an end")
    pause = asked_pause(response.headers.get("Retry-After", ""))
    return Said(response.status_code, _json(response, data), pause)


def _json(response: Response, data: bytes) -> Any:
    if "json" not in response.headers.get("Content-Type", ""):
        return None
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return None
