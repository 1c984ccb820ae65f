"""For tests of accounts: guesses are counted, tokens ask, an organiser has a second factor."""

from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import LazySettings
from django.test import Client

from chartbusters.web.rates import read_rates
from tests.chartbusters.accounts.tokens import ME


@pytest.fixture
def guesses_counted(settings: LazySettings) -> None:
    """Limits are on, and wrong passwords are counted."""
    settings.LIMITS_ENABLED = settings.AXES_ENABLED = True
    settings.WRONG_PASSWORDS = read_rates("X", "30/h/address,20/h/person")


Asks = Callable[..., Any]


@pytest.fixture
def asks(visitor: Client) -> Asks:
    """`asks(secret)` is what the site says to a program that asks who it is."""

    def ask(secret: str, scheme: str = "Bearer", address: str = ME) -> Any:
        return visitor.get(address, headers={"Authorization": f"{scheme} {secret}"})

    return ask


@pytest.fixture
def secret(staff: Any) -> str:
    """The organiser has turned on a second factor, of which this is the secret."""
    drawn = generate_totp_secret()
    TOTP.activate(staff, drawn)
    return str(drawn)
