"""/healthz: every part by name, whether it works, and how long it took to find out."""

import os
import shutil
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TypedDict

from celery import current_app
from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from chartbusters.ops import broker_files, heartbeats
from chartbusters.ops.applied import migrations_missing
from chartbusters.ops.fontfile import file_fault
from chartbusters.ops.instruments import instruments
from chartbusters.ops.static_files import served_names, static_fault

LEAST_FREE_BYTES = 100_000_000
PATIENCE = 2.5  # seconds for what is asked of others: load balancers give up after a few
ELSEWHERE = ("broker", "worker", "scheduler", "plays")
_elsewhere = ThreadPoolExecutor(8, "health")


class PartHealth(TypedDict):
    ok: bool
    detail: str
    ms: float


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """200 when every part works, 503 when one does not."""
    parts = _examine_all()
    ok = all(part["ok"] for part in parts.values())
    answer = JsonResponse({"ok": ok, "parts": parts}, status=200 if ok else 503)
    # Asked every few seconds: Django would write a line into the log for every 503, at start-up a
    # dozen.
    answer._has_been_logged = True  # type: ignore[attr-defined]
    return answer


def _examine_all() -> dict[str, PartHealth]:
    """Those that ask the broker's server wait side by side, so that the answer comes while somebody
    waits for it."""
    until = time.monotonic() + PATIENCE
    asked = {name: _elsewhere.submit(_examine, CHECKS[name]) for name in ELSEWHERE}
    here = {name: _examine(check) for name, check in CHECKS.items() if name not in ELSEWHERE}
    return {name: here[name] if name in here else _answer_of(asked[name], until) for name in CHECKS}


def _answer_of(asked: Future[PartHealth], until: float) -> PartHealth:
    try:
        return asked.result(max(0.0, until - time.monotonic()))
    except TimeoutError:
        asked.cancel()
        return {"ok": False, "detail": f"no answer within {PATIENCE:g} s", "ms": PATIENCE * 1000}


def _examine(check: Callable[[], str]) -> PartHealth:
    began = time.perf_counter()
    try:
        ok, detail = True, check()
    except Unhealthy as error:
        ok, detail = False, str(error)
    except Exception as error:
        ok, detail = False, type(error).__name__  # the text may hold addresses and passwords
    return {"ok": ok, "detail": detail, "ms": round((time.perf_counter() - began) * 1000, 1)}


class Unhealthy(Exception):
    """A part answers, and what it says is bad."""


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    if missing := migrations_missing():
        raise Unhealthy(
            f"{missing} migrations of this code are not applied yet (manage.py migrate)"
        )
    return connection.vendor


def _broker() -> str:
    with current_app.pool.acquire(block=True, timeout=2) as broker:
        broker.ensure_connection(max_retries=1, interval_start=0.1, timeout=2)
        broker.default_channel.client.ping() if broker.transport.driver_type == "redis" else None
        kind = str(broker.transport.driver_type)
    aside = broker_files.newest_aside(broker_files.folder()) if settings.BROKER_EMBEDDED else ""
    return f"{kind}; {aside}" if aside else kind


def _worker() -> str:
    ages = {queue: heartbeats.age(f"worker:{queue}") for queue in settings.QUEUES}
    silent = [queue for queue, age in ages.items() if age is None]
    if silent:
        raise Unhealthy(f"no worker takes from: {', '.join(silent)}")
    return f"queues {', '.join(ages)}"


def _scheduler() -> str:
    age = heartbeats.age("scheduler")
    if age is None:
        raise Unhealthy("no tick")
    return f"last tick {age:.0f} s ago"


def _storage() -> str:
    if not isinstance(default_storage, FileSystemStorage) and not hasattr(
        default_storage, "base_location"
    ):
        default_storage.exists("healthz")
        return type(default_storage).__name__
    folder = Path(settings.MEDIA_ROOT)
    folder.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(folder).free
    if not os.access(folder, os.W_OK):
        raise Unhealthy("the folder is not writable")
    if free < LEAST_FREE_BYTES:
        raise Unhealthy(f"only {free // 1_000_000} MB are free")
    return f"{free // 1_000_000} MB free"


def _soundfont() -> str:
    path = Path(settings.SOUNDFONT) if settings.SOUNDFONT else None
    if path and (fault := file_fault(path)):
        raise Unhealthy(f"{path.name}: {fault}")
    try:
        there = instruments()
    except FileNotFoundError:
        raise Unhealthy("the instruments are not made yet") from None
    return f"{there.name}, {len(there.names)} instruments"


def _static() -> str:
    names = served_names()
    if fault := static_fault(names):
        raise Unhealthy(f"{fault}; collect them on this machine, then start the web again")
    return "no manifest needed" if names is None else f"{len(names)} files"


def _models() -> str:
    from generation.catalogue import cards

    names = [card.name for card in cards()]
    if not names:
        raise Unhealthy("no model is installed")
    return ", ".join(names)


def _training() -> str:
    """Silent runs are taken up by the reaper within a minute; what stays silent has no worker."""
    from generation.training_selectors import training_depth

    depth = training_depth()
    if depth.stuck:
        raise Unhealthy(f"{depth.stuck} training runs have been silent for long: see their worker")
    return f"{depth.queued} waiting, {depth.running} running"


CHECKS: dict[str, Callable[[], str]] = {
    "database": _database,
    "broker": _broker,
    "worker": _worker,
    "scheduler": _scheduler,
    "storage": _storage,
    "soundfont": _soundfont,
    "static": _static,
    "models": _models,
    "training": _training,
}
