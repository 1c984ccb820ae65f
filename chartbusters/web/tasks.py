"""Housekeeping, queued by the scheduler."""

from celery import shared_task
from django.core.management import call_command

from chartbusters.web import services


@shared_task
def sessions_clear() -> None:
    call_command("clearsessions")


@shared_task
def remembered_requests_forget() -> None:
    services.remembered_requests_forget()
