"""Which addresses of the net we send to: such as anybody can reach, and no part of our own."""

import ipaddress
import socket
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings

from chartbusters.web.errors import Refusal
from chartbusters.webhooks.models import LONGEST_URL

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
WORLD = ipaddress.ip_network("2000::/3")
# Doors from one kind of address into another, behind which anything may lie, and what is on paper
# only.
NOT_OURS = [
    ipaddress.ip_network(network)
    for network in ("192.88.99.0/24", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
]


class Inward(OSError):
    """A name stands for an address inside of some network."""


class Target(NamedTuple):
    secure: bool
    host: str
    port: int
    path: str


def target_of(url: str) -> Target:
    """An address taken apart. Raises `Refusal` for one that we never send to, without asking the
    name service."""
    if len(url) > LONGEST_URL or not url.isascii() or not url.isprintable() or " " in url:
        raise _refused(f"It has at most {LONGEST_URL} characters, none of them spaces or accents.")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise _refused("It must look like https://example.org/hook.") from None
    if parts.scheme not in ("https", *(["http"] if settings.WEBHOOK_HTTP else [])):
        raise _refused("It must begin with https://, so that nobody reads on the way.")
    if not parts.hostname or parts.username is not None or parts.fragment:
        raise _refused("It needs a host, and neither a user name nor a # part.")
    secure = parts.scheme == "https"
    port = port or (443 if secure else 80)
    if port not in settings.WEBHOOK_PORTS:
        ports = ", ".join(map(str, sorted(settings.WEBHOOK_PORTS)))
        raise _refused(f"The port must be one of {ports}.")
    _refuse_inward_number(parts.hostname)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(secure, parts.hostname, port, path)


def _refused(why: str) -> Refusal:
    return Refusal("bad_url", f"We cannot send to that address. {why}", 400, "url")


def _refuse_inward_number(host: str) -> None:
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return  # a name; what it stands for is looked up when something is sent
    if not may_reach(address):
        raise _refused("It lies inside of a network.")


def look_up(target: Target) -> str:
    """The address to connect to: asked for once, and good only if all that the name stands for
    are."""
    found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    numbers = [str(each[4][0]) for each in found]
    if not numbers or not all(may_reach(ipaddress.ip_address(number)) for number in numbers):
        raise Inward("The name stands for an address inside of a network.")
    return numbers[0]


def may_reach(address: Address) -> bool:
    """Whether anybody in the world could reach it, or the operator lets it through."""
    if any(address in network for network in settings.WEBHOOK_NETWORKS):
        return True
    if not address.is_global or address.is_multicast:
        return False
    if any(address in network for network in NOT_OURS):
        return False
    return address.version == 4 or address in WORLD
