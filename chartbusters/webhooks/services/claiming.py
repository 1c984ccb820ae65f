"""Which deliveries go out next: the endpoints that waited longest, the oldest of each first."""

import time
from datetime import timedelta
from typing import NamedTuple

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Exists, F, OuterRef, Q
from django.db.models.functions import Now

from chartbusters.webhooks.models import Delivery, DeliveryState, Endpoint
from chartbusters.webhooks.signing import signed_headers


class Packet(NamedTuple):
    """All that a thread needs to send one delivery, and which try of it this is."""

    pk: int
    endpoint: int
    attempt: int
    message_id: str
    url: str
    body: bytes
    headers: dict[str, str]


def packets_claim(*, most: int) -> list[Packet]:
    """Leases so many deliveries that are due at most; none is leased twice."""
    packets: list[Packet] = []
    for pk in _endpoints_with_work(most) if most > 0 else ():
        packets += _claim_of(pk, most - len(packets))
        if len(packets) == most:
            break
    return packets


def _endpoints_with_work(most: int) -> list[int]:
    due = Delivery.objects.filter(_due(), endpoint=OuterRef("pk"))
    ready = Endpoint.objects.filter(Exists(due), off_at=None, rests_until__lte=Now())
    on_the_way = Count("deliveries", filter=flying("deliveries__"))
    free = ready.annotate(flying=on_the_way).filter(flying__lt=settings.WEBHOOK_EACH)
    return list(free.order_by("tried_at").values_list("pk", flat=True)[:most])


def _due() -> Q:
    return Q(state=DeliveryState.WAITING, next_at__lte=Now(), leased_until__lte=Now())


def flying(path: str = "") -> Q:
    """On its way to a server, or in the hands of a worker that died."""
    return Q(**{f"{path}state": DeliveryState.WAITING, f"{path}leased_until__gt": Now()})


@transaction.atomic
def _claim_of(pk: int, most: int) -> list[Packet]:
    # The lock of the endpoint: two workers at once would both find room for one more.
    endpoint = Endpoint.objects.select_for_update(no_key=True).filter(pk=pk, off_at=None).first()
    if endpoint is None:
        return []
    room = settings.WEBHOOK_EACH - endpoint.deliveries.filter(flying()).count()
    due = endpoint.deliveries.filter(_due()).order_by("next_at", "pk")
    claimed = list(due[: max(0, min(room, most))])
    # Longer than a server may take, and the name service before it.
    lease = timedelta(seconds=settings.WEBHOOK_SECONDS + 60)
    Delivery.objects.filter(pk__in=[each.pk for each in claimed]).update(
        leased_until=Now() + lease, attempts=F("attempts") + 1
    )
    Endpoint.objects.filter(pk=pk).update(tried_at=Now())
    salts = _salts(endpoint)
    return [_packet(endpoint, delivery, salts) for delivery in claimed]


def _salts(endpoint: Endpoint) -> list[str]:
    old_counts = Endpoint.objects.filter(pk=endpoint.pk, old_until__gt=Now()).exists()
    return [endpoint.salt, endpoint.old_salt] if old_counts else [endpoint.salt]


def _packet(endpoint: Endpoint, delivery: Delivery, salts: list[str]) -> Packet:
    body = delivery.body.encode()
    headers = {
        "Content-Type": "application/json",
        "User-Agent": f"{settings.SITE_NAME} webhooks".encode("ascii", "replace").decode(),
        "Connection": "close",
        **signed_headers(delivery.message_id, int(time.time()), body, salts),
    }
    number = delivery.attempts + 1
    return Packet(
        delivery.pk, endpoint.pk, number, delivery.message_id, endpoint.url, body, headers
    )
