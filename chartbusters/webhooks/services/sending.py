"""Deliveries on their way: several servers at once, a few to each, so that a slow one holds up
nobody."""

import logging
import time
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.db.models.functions import Now

from chartbusters.webhooks.models import Delivery, DeliveryState
from chartbusters.webhooks.posting import Answer, post
from chartbusters.webhooks.services.claiming import Packet, flying, packets_claim
from chartbusters.webhooks.services.settling import delivery_settle

logger = logging.getLogger(__name__)
# that one task takes up new deliveries; then the scheduler sends the next
TURN_SECONDS = 600.0
LOOK_AGAIN_SECONDS = 1.0  # while slow servers are waited for, others may be due
KEPT = {DeliveryState.DELIVERED: timedelta(days=14), DeliveryState.FAILED: timedelta(days=30)}
WAITS_FOR_OFF = timedelta(days=30)
Flying = dict["Future[Answer]", Packet]


def deliveries_send() -> int:
    """Sends what is due, and what falls due meanwhile; returns how many were tried.

    One task at a time does so, for it takes a child of its worker. Only this thread asks the
    database; the others wait for servers.
    """
    if Delivery.objects.filter(flying()).exists():
        return 0  # somebody looks every second, or has died, and its leases run out
    until, tried = time.monotonic() + TURN_SECONDS, 0
    sent: Flying = {}
    with ThreadPoolExecutor(settings.WEBHOOK_AT_ONCE, "webhook") as pool:
        while True:
            if time.monotonic() < until:
                for packet in packets_claim(most=settings.WEBHOOK_AT_ONCE - len(sent)):
                    sent[pool.submit(post, packet.url, packet.body, packet.headers)] = packet
            if not sent:
                return tried
            tried += _settle_some(sent)


def _settle_some(sent: Flying) -> int:
    """Waits a moment for the first to end; one that cannot be written down is tried again after its
    lease."""
    ended, _ = wait(sent, LOOK_AGAIN_SECONDS, FIRST_COMPLETED)
    for future in ended:
        packet = sent.pop(future)
        try:
            delivery_settle(packet=packet, answer=future.result())
        except Exception:
            logger.exception("delivery %d was not written down", packet.pk)
    return len(ended)


def deliveries_forget() -> int:
    """Removes what ended long ago, or waits for an endpoint that was switched off as long ago;
    returns how many."""
    old = Q(endpoint__off_at__lt=Now() - WAITS_FOR_OFF)
    for state, age in KEPT.items():
        old |= Q(state=state, ended_at__lt=Now() - age)
    return Delivery.objects.filter(old).delete()[0]
