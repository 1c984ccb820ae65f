"""The servers other tests rely on are real, and see one another's work."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from chartbusters.ops.tasks import scheduler_tick
from chartbusters.web import services, tasks
from chartbusters.web.models import RememberedRequest
from tests.workers import LiveWorker


def _expired_session(key: str) -> Session:
    return Session.objects.create(
        session_key=key, session_data="", expire_date=timezone.now() - timedelta(days=1)
    )


@pytest.mark.django_db(transaction=True)
def test_it_works(live_worker: LiveWorker, eventually: Callable[..., Any]) -> None:
    """The worker writes to the cache and to the database of this test."""
    _expired_session("old")
    scheduler_tick.delay()
    tasks.sessions_clear.delay()
    assert eventually(lambda: cache.get("alive:scheduler"))
    assert eventually(lambda: not Session.objects.exists())


@pytest.mark.django_db(transaction=True)
def test_it_handles_a_killed_worker(
    live_worker: LiveWorker, eventually: Callable[..., Any]
) -> None:
    live_worker.kill()
    _expired_session("old")
    tasks.sessions_clear.delay()
    live_worker.start()
    assert eventually(lambda: not Session.objects.exists())


@pytest.mark.postgres
@pytest.mark.django_db
def test_it_forgets_old_requests() -> None:
    """By the database's clock, on SQLite and on PostgreSQL."""
    old = RememberedRequest.objects.create(caller="user:1", key="old", request_hash="-", status=201)
    RememberedRequest.objects.filter(pk=old.pk).update(
        created_at=timezone.now() - timedelta(hours=25)
    )
    RememberedRequest.objects.create(caller="user:1", key="new", request_hash="-", status=201)
    assert services.remembered_requests_forget() == 1
    assert list(RememberedRequest.objects.values_list("key", flat=True)) == ["new"]
    assert connection.vendor in ("sqlite", "postgresql")
