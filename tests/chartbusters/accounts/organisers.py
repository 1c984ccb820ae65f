"""An organiser at the door of the administration, with and without a second factor."""

from typing import Any

from django.test import Client

from tests.codes import code_of

PEOPLE = "/admin/accounts/user/"


def sign_in(client: Client, secret: str = "") -> Any:
    answer = client.post("/accounts/login/", {"login": "organiser", "password": "organiser-pass-1"})
    return (
        client.post("/accounts/2fa/authenticate/", {"code": code_of(secret)}) if secret else answer
    )


def last_address(client: Client, address: str) -> str:
    """Where it leads in the end."""
    followed = client.get(address, follow=True)
    return str(followed.redirect_chain[-1][0]) if followed.redirect_chain else address


def page_text(client: Client, address: str) -> str:
    return str(client.get(address, follow=True).content.decode())
