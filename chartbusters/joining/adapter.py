"""What allauth asks us: may this visitor sign up, and what is the site called in mail."""

from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from chartbusters.accounts.adapter import Account
from chartbusters.joining import selectors


class Door(Account):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """With a code the form must be seen before it can be typed in; the form refuses what is
        none."""
        by_link = proven_address(request) is not None
        return selectors.registration_is_open() or by_link or selectors.some_code_is_open()

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        site = SimpleNamespace(
            name=settings.SITE_NAME, domain=self.request.get_host() if self.request else ""
        )
        super().send_mail(template_prefix, email, {"current_site": site, **context})


def invite(request: HttpRequest, email: str) -> None:
    """Remembers in the visitor's session that they read the mail of a listed address."""
    # Under allauth's own name, so that it takes the address for confirmed.
    request.session["account_verified_email"] = email


def proven_address(request: HttpRequest) -> str | None:
    """The listed address that this visitor has proven to be theirs."""
    email = request.session.get("account_verified_email")
    return str(email) if email and selectors.address_is_listed(email=email) else None
