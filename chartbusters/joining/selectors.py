"""Whether somebody may sign up, and how."""

from django.conf import settings

from chartbusters.accounts.models import User
from chartbusters.joining.models import JoinCode, ListedAddress
from chartbusters.joining.tokens import INVITATION, WELCOME, opened, still_fits


def registration_is_open() -> bool:
    return bool(settings.REGISTRATION == "open")


def code_is_open(*, code: str) -> bool:
    return JoinCode.objects.open().filter(code=code_as_kept(code)).exists()


def some_code_is_open() -> bool:
    return JoinCode.objects.open().exists()


def addresses_are_listed() -> bool:
    return ListedAddress.objects.exists()


def code_as_kept(code: str) -> str:
    """As people type it: in small letters, with blanks and dashes."""
    return "".join(letter for letter in code.upper() if letter.isalnum())


def invited_address(*, token: str) -> str | None:
    """The address a link was sent to, while it stands on the list."""
    content = opened(token, INVITATION)
    return content["email"] if content and address_is_listed(email=content["email"]) else None


def address_is_listed(*, email: str) -> bool:
    return ListedAddress.objects.filter(email__iexact=email).exists()


def welcomed_person(*, token: str) -> User | None:
    """Whom a link lets in; nobody when it was used, or is too old."""
    content = opened(token, WELCOME)
    person = User.objects.filter(pk=content["person"]).first() if content else None
    return person if content and person and still_fits(content, person) else None
