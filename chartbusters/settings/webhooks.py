"""Webhooks: to where the site may send, and how much of it at once."""

import ipaddress

from django.core.exceptions import ImproperlyConfigured

from chartbusters.settings.environment import env_bool, env_int, env_list, env_text


def _networks(name: str) -> list[ipaddress.IPv4Network | ipaddress.IPv6Network]:
    try:
        return [ipaddress.ip_network(each) for each in env_list(name)]
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must hold networks like 10.1.0.0/16: {error}") from None


def _ports(name: str, default: str) -> set[int]:
    ports = env_list(name, default)
    if not all(port.isdecimal() and 0 < int(port) < 65536 for port in ports):
        raise ImproperlyConfigured(f"{name} must hold numbers of ports, not {','.join(ports)!r}")
    return {int(port) for port in ports}


# Networks inside of which receivers may lie all the same, such as 10.1.0.0/16: every organiser can
# have the site send there.
WEBHOOK_NETWORKS = _networks("WEBHOOK_NETWORKS")
WEBHOOK_HTTP = env_bool("WEBHOOK_HTTP", False)  # without encryption, as well
WEBHOOK_PORTS = _ports("WEBHOOK_PORTS", "443,8443")
# of certificates, in place of those that the system trusts
WEBHOOK_CA_FILE = env_text("WEBHOOK_CA_FILE")
WEBHOOK_SECONDS = env_int("WEBHOOK_SECONDS", 15)  # for a whole answer
WEBHOOK_AT_ONCE = env_int("WEBHOOK_AT_ONCE", 16)  # deliveries on their way, to all receivers
WEBHOOK_EACH = env_int("WEBHOOK_EACH", 2)  # and to one
