"""Who knocks: the address behind the proxies one has, and the network it belongs to."""

import pytest
from django.conf import LazySettings
from django.test import RequestFactory

from chartbusters.web.identity import client_address, network_of


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "1.1.1.1", "127.0.0.1"),
        (1, "1.1.1.1, 2.2.2.2", "2.2.2.2"),
        (2, "1.1.1.1, 2.2.2.2", "1.1.1.1"),
        (3, "1.1.1.1, 2.2.2.2", "1.1.1.1"),
        (1, "", "127.0.0.1"),
    ],
)
def test_it_knows_the_client(
    proxies: int, forwarded: str, address: str, rf: RequestFactory, settings: LazySettings
) -> None:
    settings.NUM_PROXIES = proxies
    assert client_address(rf.get("/", headers={"X-Forwarded-For": forwarded})) == address


def test_it_counts_a_home_once() -> None:
    assert (
        network_of("2001:db8:1:2:3::4") == network_of("2001:db8:1:2:ffff::1") == "2001:db8:1:2::/64"
    )
    assert network_of("10.1.2.3") == "10.1.2.3"
    assert network_of("nonsense\n") == "unknown"
