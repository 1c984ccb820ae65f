"""Who listens, as far as counting needs to know: an account, else a browser that keeps a number of
its own for six hours, else the network and what the browser calls itself.

The cookie is sent to the address of plays alone, so that pages stay the same for all visitors.
Frames on other sites get none.
"""

import re
import secrets
from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from chartbusters.plays.beginnings import sealed_key
from chartbusters.plays.models import Source
from chartbusters.plays.rule import HOURS_6
from chartbusters.web.identity import client_address, network_of, person_of

COOKIE, PATH = "heard", "/api/v1/plays/"
_NUMBER = re.compile(r"[\w-]{22}", re.ASCII)


class Listener(NamedTuple):
    person: int | None
    viewer: bytes
    network: bytes
    agent: str
    fresh: str = ""  # the number that a browser is given now


def listener_of(request: HttpRequest, source: Source) -> Listener:
    person = person_of(request)
    network = network_of(client_address(request))
    agent = request.headers.get("User-Agent", "")
    fresh = ""
    if person:
        who = viewer_named(person.pk)
    elif source == Source.EMBED:
        who = f"{network} {agent}"
    else:
        known = request.COOKIES.get(COOKIE, "")
        number = known if _NUMBER.fullmatch(known) else (fresh := secrets.token_urlsafe(16))
        who = f"browser:{number}"
    sealed = sealed_key("viewer", who), sealed_key("network", network)
    return Listener(person.pk if person else None, *sealed, agent, fresh)


def viewer_named(person: int) -> str:
    return f"person:{person}"


def viewer_of_person(*, person: int) -> str:
    """As rows have it."""
    return sealed_key("viewer", viewer_named(person)).hex()


def remember(response: HttpResponse, listener: Listener) -> None:
    """Gives a browser its number, if it needs one."""
    if listener.fresh:
        response.set_cookie(
            COOKIE,
            listener.fresh,
            max_age=HOURS_6,
            path=PATH,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
