"""What /healthz says of notices."""

from datetime import timedelta

from django.db.models.functions import Now

from chartbusters.notices.models import Event
from chartbusters.ops.health import Unhealthy

LATEST = timedelta(minutes=10)  # that a handing out may stand still


def notices_checked() -> str:
    still = Event.objects.filter(delivered_at=None, touched_at__lt=Now() - LATEST)
    if count := still[:100].count():
        raise Unhealthy(f"{count} events are not handed out; why stands in the log of the workers")
    return "all are handed out"
