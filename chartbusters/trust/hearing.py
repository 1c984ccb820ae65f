"""What other rooms and packages do that trust takes note of, heard by their signals."""

from typing import Any

from django.http import HttpRequest

from chartbusters.trust.cookies import seen_here
from chartbusters.trust.services.identity import arrival_note, confirmation_note
from chartbusters.web.identity import client_address


def connect() -> None:
    from allauth.account.signals import email_confirmed, user_signed_up
    from django.contrib.auth.signals import user_logged_in

    user_signed_up.connect(_signed_up, weak=False, dispatch_uid="trust-signed-up")
    email_confirmed.connect(_confirmed, weak=False, dispatch_uid="trust-confirmed")
    for signal in (user_signed_up, user_logged_in):
        signal.connect(seen_here, weak=False, dispatch_uid="trust-seen")


def _signed_up(request: HttpRequest, user: Any, **kwargs: Any) -> None:
    arrival_note(person=user, address=client_address(request))


def _confirmed(email_address: Any, **kwargs: Any) -> None:
    confirmation_note(person=email_address.user)
