"""The scheduler sends a tick only when the last one of its kind was taken, so that none pile up
without workers.

Celery would let them expire, at a time that the scheduler's clock says and the worker's clock
reads: with an hour between two machines no tick would ever be done. Here a key in the cache stands
for the tick that waits; it goes when a worker begins with it, and by itself, by the clock of the
cache's server, should the message be lost.
"""

from typing import Any

from celery.beat import PersistentScheduler, ScheduleEntry
from celery.schedules import schedule
from celery.signals import task_prerun
from django.core.cache import cache

ROUNDS = 6  # that a tick may wait before another is sent


class OneOfEach(PersistentScheduler):
    def apply_async(
        self, entry: ScheduleEntry, producer: Any = None, advance: bool = True, **options: Any
    ) -> Any:
        one = type(entry.schedule) is schedule
        if one and not _is_first(entry.task, entry.schedule.seconds):
            return None
        try:
            return super().apply_async(entry, producer=producer, advance=advance, **options)
        except Exception:
            if one:
                _forget(entry.task)  # nothing waits: the next round sends one
            raise


def _is_first(task: str, seconds: float) -> bool:
    """Whether none of its kind waits; a cache that is away takes every key, and so each is sent."""
    return bool(cache.add(_key(task), True, ROUNDS * seconds))


@task_prerun.connect
def _is_taken(task: Any = None, **_: Any) -> None:
    if any(entry["task"] == task.name for entry in task.app.conf.beat_schedule.values()):
        _forget(task.name)


def _forget(task: str) -> None:
    cache.delete(_key(task))


def _key(task: str) -> str:
    return f"tick:{task}"
