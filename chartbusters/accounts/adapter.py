"""What allauth asks us about people who have an account: how they prove who they are."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html

from chartbusters.accounts.factors import has_factor
from chartbusters.accounts.guessing import attempt_count
from chartbusters.accounts.names import RESERVED, username_clean
from chartbusters.accounts.posting import mail_allowed
from chartbusters.accounts.selectors import looks_official
from chartbusters.web.errors import Refusal
from chartbusters.web.identity import client_address

OFFER = (
    'Your account runs this site. <a href="{}">A second factor</a> keeps out whoever finds '
    "or guesses your password."
)
DEMAND = (
    'Before you enter the administration, <a href="{}">set up a second factor</a>: '
    "organisers need one here."
)


# Mails that somebody may ask for who is not signed in, and who need not be the one who gets them.
ASKED_BY_ANYBODY = tuple(
    f"account/email/{name}"
    for name in (
        "password_reset_key",
        "unknown_account",
        "account_already_exists",
        "email_confirmation",
    )
)


# One sentence, whichever of the two was wrong, and whether or not there is such an account.
MISMATCH = "This name and this password do not belong together. Check both, and try again."


class Account(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        **dict.fromkeys(("username_password_mismatch", "email_password_mismatch"), MISMATCH),
    }

    def clean_username(self, username: str, shallow: bool = False) -> str:
        """For whoever signs up, and for those whom organisers add."""
        try:
            name = username_clean(username)
        except Refusal as refusal:
            raise ValidationError(refusal.message) from None
        if looks_official(name=name):
            raise ValidationError(RESERVED)
        return str(super().clean_username(name, shallow))

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Our count of wrong passwords in place of allauth's, which lets strangers lock anybody out
        by name."""
        typed = str(credentials.get("username") or credentials.get("email") or "")
        self._login_failed_rl_usage = attempt_count(request=request, typed=typed)

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        kind = next((one for one in ASKED_BY_ANYBODY if template_prefix.startswith(one)), None)
        if kind is None or mail_allowed(email=email, kind=kind):
            super().send_mail(template_prefix, email, context)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """The strongest proof only: who knows the password alone does not take the second factor
        away with it."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        stronger = [method for method in methods if method["id"] != "reauthenticate"]
        return stronger if has_factor(user) else methods

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        response = super().post_login(request, user, **kwargs)
        if user.is_staff and not has_factor(user):
            self._offer_factor(request)
        return response

    def _offer_factor(self, request: HttpRequest) -> None:
        words = DEMAND if settings.STAFF_FACTOR else OFFER
        messages.info(request, format_html(words, reverse("mfa_activate_totp")))
