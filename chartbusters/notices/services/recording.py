"""Events are recorded in the transaction of what happened, and forgotten after a while."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import transaction
from django.db.models.functions import Now

from chartbusters.notices.audiences import audience_check, is_one_person
from chartbusters.notices.models import Event
from chartbusters.notices.services.delivering import chunk_deliver
from generation.messages import send_on_commit

# Who else wants to know of an event, in its transaction; rooms above add themselves.
RECORDED: list[Callable[[Event], None]] = []
AT_ONCE = 50  # events that are forgotten in one transaction: each may have thousands of notices


def event_record(
    *,
    kind: str,
    key: str,
    label: str,
    address: str,
    audience: str,
    data: dict[str, Any] | None = None,
) -> None:
    """That something happened; the same `kind` and `key` again is the same event, and told once.

    One person is told at once, in this transaction. A crowd is told by workers, on commit.
    """
    audience_check(audience)
    if not address.startswith("/") or address.startswith("//"):
        raise ValueError(f"{address!r} is no path of this site")
    about = {"label": label[:300], "address": address, "audience": audience, "data": data or {}}
    with transaction.atomic():
        event, fresh = Event.objects.get_or_create(kind=kind, key=key, defaults=about)
        for listener in RECORDED if fresh else ():
            listener(event)
        if fresh and is_one_person(audience):
            chunk_deliver(event=event)
        elif fresh:
            send_on_commit("chartbusters.notices.tasks.event_deliver", event.pk)


def events_forget() -> int:
    """Removes events that are older than NOTICES_DAYS, with their notices; returns how many."""
    old = Event.objects.filter(at__lt=Now() - timedelta(days=settings.NOTICES_DAYS))
    gone = 0
    while batch := list(old.order_by("pk").values_list("pk", flat=True)[:AT_ONCE]):
        Event.objects.filter(pk__in=batch).delete()
        gone += len(batch)
    return gone


def person_forget(*, person: AbstractUser) -> None:
    """Removes what was told to this person alone; it may speak of them."""
    alone = [f"person:{person.pk}", f"reader:{person.pk}"]
    Event.objects.filter(audience__in=alone).delete()
