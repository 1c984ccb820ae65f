"""An event becomes one delivery for each endpoint that wants to know of it."""

import hashlib
import json
from typing import Any

from django.utils import timezone

from chartbusters.webhooks.models import Delivery, Endpoint
from generation.messages import send_on_commit

LARGEST_BODY = 20_000  # bytes; what is larger is fetched by its address


def from_event(
    *,
    kind: str,
    key: str,
    label: str,
    address: str,
    subject: str,
    data: dict[str, Any] | None = None,
) -> None:
    """What happened, in the words of the room that tells events to people."""
    payload = {**(data or {}), "subject": subject, "label": label, "address": address}
    webhook_send(kind=kind, subject=subject, payload=payload, key=key)


def webhook_send(*, kind: str, subject: str, payload: dict[str, Any], key: str) -> None:
    """Queues an event, in the transaction of what it tells of, for the endpoints of its subject and
    those of the whole site. Twice with the same kind and key is once."""
    wanted = Endpoint.objects.filter(subject__in={subject, ""}, off_at=None)
    endpoints = [endpoint for endpoint in wanted if kind in endpoint.kinds]
    if not endpoints:
        return
    body, message_id = body_of(kind, payload), message_id_of(kind, key)
    Delivery.objects.bulk_create(
        [
            Delivery(endpoint=each, message_id=message_id, kind=kind, body=body)
            for each in endpoints
        ],
        ignore_conflicts=True,
    )
    sending_ask()


def sending_ask() -> None:
    """Tells a worker that something is due, on commit."""
    send_on_commit("chartbusters.webhooks.tasks.deliveries_send")


def body_of(kind: str, payload: dict[str, Any]) -> str:
    """The bytes that are signed, written once. Raises `ValueError` for what is no message."""
    told = {"type": kind, "timestamp": timezone.now().isoformat(), "data": payload}
    body = json.dumps(told, separators=(",", ":"), allow_nan=False)
    if len(body) > LARGEST_BODY:
        raise ValueError(f"{kind}: {len(body)} bytes are too large for a message; send an address")
    return body


def message_id_of(kind: str, key: str) -> str:
    """The same for the same event, so that receivers know what they had before."""
    return f"msg_{hashlib.sha256(f'{kind} {key}'.encode()).hexdigest()[:32]}"
