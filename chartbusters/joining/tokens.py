"""Links that let one person in, once: sealed with SECRET_KEY, so that no table keeps what opens an account."""

from typing import Any

from django.conf import settings
from django.core import signing
from django.utils.crypto import salted_hmac

from chartbusters.accounts.models import User

DAY = 86_400
WELCOME, INVITATION = "joining.welcome", "joining.invitation"


def welcome_token(person: User, *, mailed: bool = False) -> str:
    """For somebody who was added. Dead as soon as they have a password. `mailed`: who has it reads their mail."""
    return signing.dumps({"person": person.pk, "state": _state(person), "mailed": mailed}, salt=WELCOME)


def invitation_token(email: str) -> str:
    """For the owner of a listed address, who is to choose a name of their own."""
    return signing.dumps({"email": email.lower()}, salt=INVITATION)


def opened(token: str, salt: str) -> dict[str, Any] | None:
    """What is in a token; None when it is none of ours, or too old."""
    try:
        return dict(signing.loads(token, salt=salt, max_age=settings.INVITATION_DAYS * DAY))
    except signing.BadSignature:
        return None


def still_fits(content: dict[str, Any], person: User) -> bool:
    return bool(content["state"] == _state(person))


def _state(person: User) -> str:
    # Also a password that nobody can type in has a random part, so this is different for everybody.
    return salted_hmac(WELCOME, f"{person.pk}:{person.password}:{person.is_active}").hexdigest()[:24]
