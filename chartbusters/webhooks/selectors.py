"""What is known of endpoints and their deliveries."""

from typing import Any

from django.db.models import Count, Q, QuerySet

from chartbusters.webhooks.models import Delivery, DeliveryState, Endpoint


def endpoints_of(*, subject: str) -> "QuerySet[Endpoint, Any]":
    """With how many deliveries wait, and how many failed."""
    counted = Endpoint.objects.filter(subject=subject).annotate(
        waiting=Count("deliveries", filter=Q(deliveries__state=DeliveryState.WAITING)),
        failed=Count("deliveries", filter=Q(deliveries__state=DeliveryState.FAILED)),
    )
    return counted.order_by("pk")  # a count forgets the order of its model


def deliveries_of(*, endpoint: Endpoint) -> "QuerySet[Delivery]":
    """The latest first; without the bodies, which are as large as all the rest together."""
    return endpoint.deliveries.order_by("-pk").defer("body")
