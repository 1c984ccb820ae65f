"""As whom a request is counted."""

import pytest

from chartbusters.web.identity import network_of


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),  # as a socket that listens on :: names an IPv4 client
        ("::ffff:c000:207", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("::1", "::/64"),
        ("nonsense", "unknown"),
        ("", "unknown"),
    ],
)
def test_it_works(address: str, network: str) -> None:
    assert network_of(address) == network
