"""How often one caller may do what costs us something. A new limit is one line of `LIMITS`."""

import logging
import re
import time
from collections.abc import Callable
from typing import NamedTuple

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

from chartbusters.web.answers import refusal_response
from chartbusters.web.callers import limited_caller
from chartbusters.web.errors import Refusal

logger = logging.getLogger(__name__)
MINUTE, HOUR, DAY = 60, 3600, 86_400


class Limit(NamedTuple):
    """At most `most` requests in `seconds` whose address matches; `doing` completes the sentence to the caller."""

    name: str
    address: re.Pattern[str]
    most: int
    seconds: int
    doing: str


LIMITS = [
    Limit("import", re.compile(r"/api/v1/compositions/import/"), 20, MINUTE, "imported files"),
    Limit("generate", re.compile(r"/api/v1/generation-jobs/"), 10, MINUTE, "asked for music"),
    Limit("generate a day", re.compile(r"/api/v1/generation-jobs/"), 300, DAY, "asked for music"),
    Limit("vote", re.compile(r"/api/v1/ballots/\w[\w-]*/vote/"), 20, MINUTE, "voted"),
    Limit("enter", re.compile(r"/api/v1/entries/"), 20, HOUR, "entered challenges"),
    Limit("write", re.compile(r"/api/v1/.*"), 240, MINUTE, "changed things"),
]
_WRITING = frozenset({"POST", "PUT", "PATCH", "DELETE"})


class LimitsMiddleware:
    """Counts what is written and refuses what is too much, with the seconds to wait."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.LIMITS_ENABLED and request.method in _WRITING:
            try:
                count_request(request)
            except Refusal as refusal:
                return refusal_response(request, refusal)
        return self.get_response(request)


def count_request(request: HttpRequest) -> None:
    """Counts the request under every limit that fits. Raises `Refusal` (429) beyond one."""
    limits = [limit for limit in LIMITS if limit.address.fullmatch(request.path)]
    if not limits:
        return
    caller = limited_caller(request)
    for limit in limits:
        count(limit, caller)


def count(limit: Limit, caller: str) -> None:
    """One more by this caller. Raises `Refusal` when that is one too many in the present window."""
    now = time.time()
    window = int(now // limit.seconds)
    key = f"limit:{limit.name.replace(' ', '-')}:{caller}:{window}"
    try:
        # add and incr are atomic in Redis: two requests at once are counted as two.
        cache.add(key, 0, limit.seconds)
        used = cache.incr(key)
    except Exception:
        # Without its counter the site still serves; a limit is a courtesy, not a lock.
        logger.warning("the cache does not count; limit %s is not enforced", limit.name, exc_info=True)
        return
    if used > limit.most:
        wait = int((window + 1) * limit.seconds - now) + 1
        logger.warning("limit %s: %s, request %d of %d", limit.name, caller, used, limit.most)
        message = (
            f"You have {limit.doing} {limit.most} times within {_spoken(limit.seconds)}, as much as we allow. "
            f"Nothing is lost; try again in {_spoken(wait)}."
        )
        raise Refusal("too_many_requests", message, 429, retry_after=wait)


def _spoken(seconds: int) -> str:
    for size, name in ((DAY, "day"), (HOUR, "hour"), (MINUTE, "minute")):
        if seconds >= size:
            number = -(-seconds // size)
            return f"a {name}".replace("a hour", "an hour") if number == 1 else f"{number} {name}s"
    return f"{seconds} second{'s' if seconds != 1 else ''}"
