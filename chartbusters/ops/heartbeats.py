"""Signs of life of workers and scheduler, kept in the cache, so that /healthz need not ask them.

Whoever writes and whoever reads may sit on machines whose clocks differ. So a sign that is too old
is gone, by the clock of the cache's server, and what the writer's clock said is only told.
"""

import time
from typing import Any

from celery import current_app
from celery.signals import beat_init, heartbeat_sent, worker_shutting_down
from django.core.cache import cache

from chartbusters.ops.redis_cache import cache_is_away

WORKER_FRESH = (
    30.0  # seconds; a worker writes every 2 s from its main process, however busy its children are
)
SCHEDULER_FRESH = 90.0  # seconds; the tick comes every 10 s through the queue `quick`


def mark(name: str) -> None:
    cache.set(f"alive:{name}", time.time(), fresh(name))


def fresh(name: str) -> float:
    """Seconds for which a sign of life counts."""
    return SCHEDULER_FRESH if name == "scheduler" else WORKER_FRESH


def age(name: str) -> float | None:
    """Seconds since the last sign of life, as far as two clocks can tell; None when there was none
    of late.

    Raises `ConnectionError` when the cache, which holds the signs, does not answer.
    """
    last = cache.get(f"alive:{name}")
    if last is None and cache_is_away():
        raise ConnectionError("the cache, which holds the signs of life, does not answer")
    return None if last is None else min(max(0.0, time.time() - last), fresh(name))


def _queues() -> list[str]:
    return list(current_app.amqp.queues.consume_from)


@heartbeat_sent.connect
def _worker_lives(**_: Any) -> None:
    for queue in _queues():
        mark(f"worker:{queue}")


@worker_shutting_down.connect
def _worker_leaves(**_: Any) -> None:
    cache.delete_many([f"alive:worker:{queue}" for queue in _queues()])


@beat_init.connect
def _scheduler_starts(**_: Any) -> None:
    mark("scheduler")
