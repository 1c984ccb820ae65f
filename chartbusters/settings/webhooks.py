"""Webhooks: to where the site may send, and how much of it at once."""

import ipaddress

from django.core.exceptions import ImproperlyConfigured

from chartbusters.settings.environment import env_bool, env_int, env_list, env_text


def _network(text: str) -> ipaddress.IPv4Network | ipaddress.IPv6Network:
    try:
        return ipaddress.ip_network(text)
    except ValueError as error:
        message = f"WEBHOOK_NETWORKS must hold networks like 10.1.0.0/16: {error}"
        raise ImproperlyConfigured(message) from None


def _port(text: str) -> int:
    if not (text.isdecimal() and 0 < int(text) < 65536):
        raise ImproperlyConfigured(f"WEBHOOK_PORTS must hold numbers of ports, not {text!r}")
    return int(text)


# Networks inside of which receivers may lie all the same, such as 10.1.0.0/16: every organiser can
# have the site send there.
WEBHOOK_NETWORKS = [_network(each) for each in env_list("WEBHOOK_NETWORKS")]
WEBHOOK_HTTP = env_bool("WEBHOOK_HTTP", False)  # without encryption, as well
WEBHOOK_PORTS = {_port(each) for each in env_list("WEBHOOK_PORTS", "443,8443")}
# of certificates, in place of those that the system trusts
WEBHOOK_CA_FILE = env_text("WEBHOOK_CA_FILE")
WEBHOOK_SECONDS = env_int("WEBHOOK_SECONDS", 15)  # for a whole answer
WEBHOOK_AT_ONCE = env_int("WEBHOOK_AT_ONCE", 16)  # deliveries on their way, to all receivers
WEBHOOK_EACH = env_int("WEBHOOK_EACH", 2)  # and to one
