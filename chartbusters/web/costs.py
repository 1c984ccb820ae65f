"""What requests cost beside their number: pages read, bytes sent, seconds of work. Counted by
caller, as limits are."""

import contextlib
import logging
import time
from collections.abc import Callable, Iterator
from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from chartbusters.web.errors import Refusal
from chartbusters.web.exception_handler import refusal_response
from chartbusters.web.identity import client_address, limited_callers, network_of
from chartbusters.web.limits import WRITING
from chartbusters.web.middleware import body_length
from chartbusters.web.rates import Rate
from chartbusters.web.windows import use_in_window

logger = logging.getLogger(__name__)


class Cost(NamedTuple):
    """Something that is used up; how much there is of it stands in the settings, in `1 / parts` of
    what we count."""

    name: str
    sentence: str
    parts: int = 1


READ = Cost("read", "You have asked for more pages than we give in so short a time.")
BYTES = Cost("bytes", "You have sent more than we take in so short a time.")
WORK = Cost(
    "work",
    "You have asked for more notes and pictures than we can work out in so short a time.",
    1000,
)


class CostsMiddleware:
    """Counts what is read and how much is sent, and refuses what is too much, with the seconds to
    wait."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            _count_request(request)
        except Refusal as refusal:
            return refusal_response(request, refusal)
        return self.get_response(request)


def _count_request(request: HttpRequest) -> None:
    if request.path == "/healthz":
        return
    if request.method not in WRITING:
        use(request, READ, 1)
    elif length := body_length(request):
        use(request, BYTES, length)


@contextlib.contextmanager
def work_counted(request: HttpRequest) -> Iterator[None]:
    """Counts the time spent inside for whoever asks. Raises `Refusal` (429) when theirs is used up
    already."""
    use(request, WORK, 0)
    began = time.perf_counter()
    yield
    with contextlib.suppress(Refusal):  # what has been worked out is given; the next is refused
        use(request, WORK, 1 + round(WORK.parts * (time.perf_counter() - began)))


def use(request: HttpRequest, cost: Cost, amount: int) -> None:
    """So much more by whoever asks. Raises `Refusal` (429) when that is too much in the present
    window."""
    if not settings.LIMITS_ENABLED:
        return
    for per, caller in _callers(request).items():
        for rate in settings.COSTS[cost.name]:
            if rate.per == per:
                _count(cost, rate, caller, amount)


def _callers(request: HttpRequest) -> dict[str, str]:
    """As limits count; who has no session is not looked for, so that a cache may keep what all may
    read."""
    if settings.SESSION_COOKIE_NAME in request.COOKIES or getattr(request, "bearer", None):
        return limited_callers(request)
    return {"address": f"network:{network_of(client_address(request))}"}


def _count(cost: Cost, rate: Rate, caller: str, amount: int) -> None:
    counted = use_in_window(f"cost:{cost.name}:{caller}", rate.seconds, amount)
    if counted is None:
        return
    used, wait, _ = counted
    if used > rate.most * cost.parts:
        logger.warning("%s: %s, %d of %d", cost.name, caller, used, rate.most * cost.parts)
        message = f"{cost.sentence} Nothing is lost; try again in {wait} seconds."
        raise Refusal("too_many_requests", message, 429, retry_after=wait)
