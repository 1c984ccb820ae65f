"""Endpoints: made, changed, given another secret, switched on and off, removed."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models.functions import Now

from chartbusters.trail.models import Act
from chartbusters.trail.services import trace
from chartbusters.web.errors import Refusal, still_there
from chartbusters.webhooks.addresses import target_of
from chartbusters.webhooks.guards import subject_require
from chartbusters.webhooks.kinds import KINDS
from chartbusters.webhooks.models import MOST_OF_A_SUBJECT, Endpoint
from chartbusters.webhooks.signing import salt_draw, secret_of

OLD_SECRET_COUNTS = timedelta(hours=24)


def endpoint_create(
    *, subject: str, url: str, kinds: Sequence[str], by: Any
) -> tuple[Endpoint, str]:
    """An endpoint and its secret, which is told this once. Raises `Refusal`."""
    subject_require(subject=subject, by=by)
    target_of(url)
    wanted = _known(kinds)
    with transaction.atomic():
        # Of two that take the same slot at once the database refuses the second (409).
        endpoint = Endpoint.objects.create(
            subject=subject,
            slot=_free_slot(subject),
            url=url,
            kinds=wanted,
            salt=salt_draw(),
            made_by=by,
        )
        _trace(endpoint, by, "made")
    return endpoint, secret_of(endpoint.salt)


def _free_slot(subject: str) -> int:
    taken: set[int] = set(Endpoint.objects.filter(subject=subject).values_list("slot", flat=True))
    if free := {*range(1, MOST_OF_A_SUBJECT + 1)} - taken:
        return min(free)
    message = f"There are {MOST_OF_A_SUBJECT} endpoints here already. Remove one, then add this."
    raise Refusal("too_many_endpoints", message, 409)


def _known(kinds: Sequence[str]) -> list[str]:
    wanted = sorted(set(kinds))
    if not wanted or not set(wanted) <= KINDS.keys():
        raise Refusal(
            "bad_kinds", "Choose at least one event, of those that there are.", 400, "kinds"
        )
    return wanted


def _locked(endpoint: Endpoint, by: Any) -> Endpoint:
    subject_require(subject=endpoint.subject, by=by)
    return still_there(Endpoint.objects.select_for_update().filter(pk=endpoint.pk).first())


def _trace(endpoint: Endpoint, by: Any, what: str) -> None:
    # The host alone: what stands behind it may be a secret of the receiver.
    host = urlsplit(endpoint.url).hostname
    trace(act=Act.STAFF, by=by, row=endpoint, words=f"Webhook to {host}: {what}.")


@transaction.atomic
def endpoint_change(*, endpoint: Endpoint, url: str, kinds: Sequence[str], by: Any) -> Endpoint:
    """Another address, or other events. What waits goes to the new address."""
    found = _locked(endpoint, by)
    target_of(url)
    found.url, found.kinds = url, _known(kinds)
    found.save(update_fields=["url", "kinds"])
    _trace(found, by, "changed")
    return found


@transaction.atomic
def endpoint_renew_secret(*, endpoint: Endpoint, by: Any) -> str:
    """A new secret, told this once. For a day messages are signed with the old one as well."""
    found = _locked(endpoint, by)
    salt = salt_draw()
    Endpoint.objects.filter(pk=found.pk).update(
        salt=salt, old_salt=found.salt, old_until=Now() + OLD_SECRET_COUNTS
    )
    _trace(found, by, "given another secret")
    return secret_of(salt)


@transaction.atomic
def endpoint_switch(*, endpoint: Endpoint, on: bool, by: Any) -> None:
    """Off: nothing is sent and nothing new is kept for it. On: what still waits goes out."""
    found = _locked(endpoint, by)
    if on == (found.off_at is None):
        return
    row = Endpoint.objects.filter(pk=found.pk)
    if on:
        row.update(off_at=None, off_because="", failing_since=None, rests_until=Now())
    else:
        row.update(off_at=Now(), off_because="An organiser switched it off.")
    _trace(found, by, "switched on" if on else "switched off")


@transaction.atomic
def endpoint_remove(*, endpoint: Endpoint, by: Any) -> None:
    """With all that waits for it."""
    found = _locked(endpoint, by)
    _trace(found, by, "removed")
    found.delete()
