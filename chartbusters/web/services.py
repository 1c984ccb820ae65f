"""Housekeeping of what the site remembers about requests."""

from datetime import timedelta

from django.db.models.functions import Now

from chartbusters.web.models import RememberedRequest

KEPT = timedelta(hours=24)


def remembered_requests_forget() -> int:
    """Removes idempotency keys older than a day; returns how many."""
    return RememberedRequest.objects.filter(created_at__lt=Now() - KEPT).delete()[0]
