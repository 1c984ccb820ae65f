"""How often one caller may do what costs us something. A new limit is one line of `LIMITS` and one
of the settings."""

import logging
import math
import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from chartbusters.web.bodies import MANY_FILES
from chartbusters.web.errors import Refusal
from chartbusters.web.exception_handler import refusal_response
from chartbusters.web.identity import limited_callers, sealed_network
from chartbusters.web.rates import Rate
from chartbusters.web.windows import use_in_window
from generation.durations import spoken
from generation.ledger import Standing

logger = logging.getLogger(__name__)
_FOR_ALL = "as much as we allow all visitors from one network together"


class Counted(NamedTuple):
    """How one limit of one caller stands; `generation.ledger.Standing` is the same for budgets."""

    budget: str
    per: str
    most: int
    seconds: int
    left: int
    reset: float  # seconds


class Limit(NamedTuple):
    """Requests whose address matches; how many stands in the settings. `doing` completes the
    sentence to the caller."""

    name: str
    address: re.Pattern[str]
    doing: str


LIMITS = [
    Limit("import", re.compile(r"/api/v1/compositions/import/"), "imported files"),
    Limit("generate", re.compile(r"/api/v1/generation-jobs/"), "asked for music"),
    Limit("explain", re.compile(r"/api/v1/note-explanations/"), "asked about notes"),
    Limit("train", re.compile(r"/api/v1/training-runs/|/train/new/"), "asked for training"),
    Limit("vote", re.compile(r"/api/v1/ballots/\w[\w-]*/vote/"), "voted"),
    Limit("enter", re.compile(r"/api/v1/entries/|/challenges/[^/]+/submit/"), "entered challenges"),
    Limit("love", re.compile(r"(/api/v1)?/songs/[^/]+/heart/"), "given hearts, or taken them back"),
    Limit(
        "repost",
        re.compile(r"(/api/v1)?/songs/[^/]+/repost/"),
        "reposted songs, or taken that back",
    ),
    Limit(
        "tie",
        re.compile(r"(/api/v1)?/people/[^/]+/(follow|block|mute)/"),
        "followed, blocked or muted people, or let go of them",
    ),
    Limit(
        "comment",
        re.compile(r"(/api/v1)?/(songs/[^/]+/comments|comments)/.*"),
        "written or changed comments",
    ),
    Limit("hear", re.compile(r"/api/v1/plays/"), "told us of plays"),
    Limit("ask", re.compile(r"(/api/v1)?/challenges/[^/]+/ask/"), "asked to take part"),
    Limit(
        "take",
        re.compile(r"/(@[^/]+/[^/]+|s/[^/]+)/formats/|/api/v1/compositions/[^/]+/parcels/"),
        "asked for files",
    ),
    Limit(
        "class",
        re.compile(r"/learn/classes/.*|/api/v1/learning/(classes|seats)/.*"),
        "made, joined or changed classes",
    ),
    Limit("bring", MANY_FILES, "brought files to train on"),
    Limit("invitation", re.compile(r"/accounts/invitation/"), "asked for invitations"),
    # Every address: forms and the administration are doors to the same services.
    Limit("write", re.compile(r"/.*", re.DOTALL), "changed things"),
]
WRITING = frozenset({"POST", "PUT", "PATCH", "DELETE"})


class LimitsMiddleware:
    """Counts what is written and refuses what is too much, with the seconds to wait.

    Answers tell what is left, in the fields of draft-ietf-httpapi-ratelimit-headers. Rooms that
    count a cost themselves find in `request.network` from where it comes, and put how their budgets
    stand into `request.standings`.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        standings: list[Counted | Standing] = []
        request.standings = standings  # type: ignore[attr-defined]
        request.network = sealed_network(request)  # type: ignore[attr-defined]
        response = self._answer(request)
        for name, value in rate_limit_fields(standings).items() if standings else ():
            response.headers[name] = value
        return response

    def _answer(self, request: HttpRequest) -> HttpResponse:
        if settings.LIMITS_ENABLED and request.method in WRITING:
            try:
                count_request(request)
            except Refusal as refusal:
                return refusal_response(request, refusal)
        return self.get_response(request)


def rate_limit_fields(standings: Sequence[Counted | Standing]) -> dict[str, str]:
    """`RateLimit-Policy` (q of a unit in w seconds) and `RateLimit` (r left, all of it again in t
    seconds)."""
    named = {f"{each.budget}-{each.per}-{each.seconds}": each for each in standings}
    units = {
        name: "requests" if isinstance(each, Counted) else "worker-seconds"
        for name, each in named.items()
    }
    policy = (
        f'"{name}";q={int(it.most)};w={it.seconds};qu="{units[name]}"' for name, it in named.items()
    )
    state = (f'"{name}";r={int(it.left)};t={math.ceil(it.reset)}' for name, it in named.items())
    return {"RateLimit-Policy": ", ".join(policy), "RateLimit": ", ".join(state)}


def count_request(request: HttpRequest) -> None:
    """Counts the request under every limit that fits. Raises `Refusal` (429) beyond one.

    A person is counted as such, wherever they are. A visitor is counted by browser, and, since a
    new browser costs nothing, together with all visitors of the network; that figure has room for a
    class.
    """
    limits = [limit for limit in LIMITS if limit.address.fullmatch(request.path)]
    if not limits:
        return
    callers = limited_callers(request)
    for limit in limits:
        # Persons first: who has had enough does not use up what is left to the others.
        for per, caller in callers.items():
            for rate in settings.LIMITS[limit.name]:
                if rate.per == per:
                    count(limit, rate, caller, request.standings)  # type: ignore[attr-defined]


def count(limit: Limit, rate: Rate, caller: str, standings: list[Counted | Standing]) -> None:
    """One more by this caller, told in `standings`. Raises `Refusal` when it is one too many in the
    present window."""
    counted = use_in_window(f"limit:{limit.name}:{caller}", rate.seconds)
    if counted is None:
        return
    used, wait, _ = counted
    standings.append(
        Counted(limit.name, rate.per, rate.most, rate.seconds, max(0, rate.most - used), wait)
    )
    if used > rate.most:
        logger.warning("limit %s: %s, request %d of %d", limit.name, caller, used, rate.most)
        raise Refusal(
            "too_many_requests", _too_many(limit, rate, spoken(wait)), 429, retry_after=wait
        )


def _too_many(limit: Limit, rate: Rate, wait: str) -> str:
    done = f"{limit.doing} {rate.most} times within {spoken(rate.seconds)}"
    if rate.per == "address":
        return (
            f"Visitors have {done}, {_FOR_ALL}. Nothing is lost; try again in {wait}, or "
            "sign in to be counted alone."
        )
    return f"You have {done}, as much as we allow. Nothing is lost; try again in {wait}."
