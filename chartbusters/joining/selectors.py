"""Whether somebody may sign up, and how."""

from collections.abc import Collection
from datetime import timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.db.models.functions import Now

from chartbusters.joining.models import Addition, Admission, JoinCode, ListedAddress
from chartbusters.joining.tokens import as_kept, invited_email, link_digest


def registration_is_open() -> bool:
    return bool(settings.REGISTRATION == "open")


def code_is_open(*, code: str) -> bool:
    return JoinCode.objects.open().filter(code=as_kept(code)).exists()


def some_code_is_open() -> bool:
    return JoinCode.objects.open().exists()


def invited_address(*, token: str) -> str | None:
    """The address a link was sent to, while it stands on the list."""
    email = invited_email(token)
    return email if email and address_is_listed(email=email) else None


def address_is_listed(*, email: str) -> bool:
    return ListedAddress.objects.filter(email__iexact=email).exists()


def additions_open(*, code: str) -> "QuerySet[Addition]":
    """Whom a link lets in; nobody when it was used, or is too old. Never somebody who has a
    password."""
    return Addition.objects.filter(
        link=link_digest(code),
        linked_at__gt=Now() - timedelta(days=settings.INVITATION_DAYS),
        person__password__startswith="!",  # noqa: S106  Django's mark of one that nobody can type in
        person__is_active=True,
    ).select_related("person")


def people_admitted(*, people: Collection[int]) -> set[int]:
    """Those of some people (keys) whom an organiser let in: by code, by listed address, or by
    adding them."""
    came = Admission.objects.filter(person__in=people).values_list("person", flat=True)
    added = Addition.objects.filter(person__in=people).values_list("person", flat=True)
    return {*came, *added}
