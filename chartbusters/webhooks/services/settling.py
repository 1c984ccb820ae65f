"""What came of a try: delivered, put off, given up; and what it means for its endpoint."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Coalesce, Now

from chartbusters.webhooks.models import Delivery, DeliveryState, Endpoint
from chartbusters.webhooks.pauses import asked_pause, pause_after
from chartbusters.webhooks.posting import Answer
from chartbusters.webhooks.services.claiming import Packet

GONE = 410
OFF_AFTER = timedelta(days=5)  # of failures without one success between ...
OFF_TRIES = 4  # ... and so many of the delivery that failed last, or one hiccup a month would do
BUSY = (429, 502, 503, 504)


@transaction.atomic
def delivery_settle(*, packet: Packet, answer: Answer) -> None:
    """Writes down a try. One that was taken over meanwhile, after its lease, changes nothing."""
    row = Delivery.objects.filter(
        pk=packet.pk, state=DeliveryState.WAITING, attempts=packet.attempt
    )
    said = {
        "code": answer.code,
        "took_ms": answer.took_ms,
        "answer": answer.text,
        "error": answer.error[:200],
        "leased_until": Now(),
    }
    if answer.code is not None and 200 <= answer.code < 300:
        row.update(**said, state=DeliveryState.DELIVERED, ended_at=Now())
        Endpoint.objects.filter(pk=packet.endpoint).update(failing_since=None)
    else:
        _failed(packet, answer, row, said)


def _failed(
    packet: Packet, answer: Answer, row: "QuerySet[Delivery]", said: dict[str, Any]
) -> None:
    asked, pause = asked_pause(answer.retry_after), pause_after(packet.attempt, packet.message_id)
    if pause is None or answer.code == GONE:
        row.update(**said, state=DeliveryState.FAILED, ended_at=Now())
    else:
        row.update(**said, next_at=Now() + max(pause, asked or timedelta()))
    endpoint = Endpoint.objects.filter(pk=packet.endpoint)
    endpoint.update(failing_since=Coalesce("failing_since", Now()))
    if asked and answer.code in BUSY:
        endpoint.update(rests_until=Now() + asked)
    if answer.code == GONE:
        _switch_off(packet.endpoint, "The server said that it is gone (410).")
    elif (
        packet.attempt >= OFF_TRIES
        and endpoint.filter(failing_since__lt=Now() - OFF_AFTER).exists()
    ):
        _switch_off(packet.endpoint, f"Nothing was delivered for {OFF_AFTER.days} days.")


def _switch_off(pk: int, because: str) -> None:
    """Told once to whoever made it, by mail where there is an address."""
    if not Endpoint.objects.filter(pk=pk, off_at=None).update(off_at=Now(), off_because=because):
        return
    endpoint = Endpoint.objects.select_related("made_by").get(pk=pk)
    if endpoint.made_by is None or not endpoint.made_by.email:
        return
    send_mail(
        f"[{settings.SITE_NAME}] A webhook was switched off",
        f"We send nothing to {endpoint.url} any more. {because}\n\n"
        "What still waits for it is kept, and goes out once you switch it on again: it stands "
        "on the desk of your challenge, under Webhooks.\n",
        None,
        [endpoint.made_by.email],
    )
