"""Deliveries asked for by hand: a test, one once more, all that failed since a moment."""

import secrets
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Now

from chartbusters.web.errors import Refusal
from chartbusters.webhooks.guards import subject_require
from chartbusters.webhooks.kinds import TEST
from chartbusters.webhooks.models import Delivery, DeliveryState, Endpoint
from chartbusters.webhooks.services.queueing import body_of, message_id_of, sending_ask

MOST_AT_ONCE = 1000


@transaction.atomic
def delivery_try_out(*, endpoint: Endpoint, by: Any) -> Delivery:
    """One message that tells of nothing, to see whether the receiver works."""
    _require_on(endpoint, by)
    if endpoint.deliveries.filter(kind=TEST, state=DeliveryState.WAITING).exists():
        message = "A test is on its way already. Look below what comes of it."
        raise Refusal("test_waits", message, 409)
    body = body_of(TEST, {"subject": endpoint.subject, "label": "A test. Nothing has happened."})
    message_id = message_id_of(TEST, secrets.token_hex(16))
    made = Delivery.objects.create(endpoint=endpoint, message_id=message_id, kind=TEST, body=body)
    sending_ask()
    return made


@transaction.atomic
def delivery_replay(*, delivery: Delivery, by: Any) -> None:
    """Sends one once more that has ended, well or not, under the same id."""
    _require_on(delivery.endpoint, by)
    ended = Delivery.objects.filter(pk=delivery.pk).exclude(state=DeliveryState.WAITING)
    if not _again(ended):
        raise Refusal("still_waits", "It is on its way already. Nothing was changed.", 409)


@transaction.atomic
def deliveries_replay(*, endpoint: Endpoint, since: datetime, by: Any) -> int:
    """Sends again what failed of all that was made since a moment, the oldest first; returns how
    many. More than a thousand want to be asked for again."""
    _require_on(endpoint, by)
    failed = endpoint.deliveries.filter(state=DeliveryState.FAILED, created_at__gte=since)
    pks = list(failed.order_by("pk").values_list("pk", flat=True)[:MOST_AT_ONCE])
    return _again(Delivery.objects.filter(pk__in=pks, state=DeliveryState.FAILED))


def _require_on(endpoint: Endpoint, by: Any) -> None:
    subject_require(subject=endpoint.subject, by=by)
    if endpoint.off_at is not None:
        message = "This endpoint is switched off, so nothing was sent. Switch it on first."
        raise Refusal("endpoint_off", message, 409)


def _again(deliveries: "QuerySet[Delivery]") -> int:
    count = deliveries.update(
        state=DeliveryState.WAITING, ended_at=None, attempts=0, next_at=Now(), leased_until=Now()
    )
    if count:
        sending_ask()
    return count
