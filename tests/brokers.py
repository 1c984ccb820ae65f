"""A real broker for tests, and the site's cache on it, or with nobody there."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from celery import current_app
from django.conf import LazySettings
from kombu import pools

from chartbusters.ops import redis_cache, sending, streams
from chartbusters.ops.processes import answers, broker_program
from tests.servers import start, stop
from tests.waiting import wait_until

SITE_CACHE = {"BACKEND": "chartbusters.ops.redis_cache.RedisCache", "KEY_PREFIX": "chartbusters"}


@pytest.fixture(scope="session")
def broker_server() -> Iterator[str]:
    """A real Valkey server on a socket of its own; yields the address for BROKER_URL."""
    folder = Path(tempfile.mkdtemp(prefix="cb-"))
    path = folder / "broker.sock"
    options = ["--port", "0", "--unixsocket", str(path), "--save", "", "--dir", str(folder)]
    process = start([broker_program(), *options], folder / "log")
    wait_until(lambda: answers(path), what="the broker")
    yield f"redis+socket://{path}"
    stop(process)
    shutil.rmtree(folder, ignore_errors=True)


def point_celery_at(address: str) -> None:
    """Makes `task.delay` of this process send to another broker."""
    sending.breaker.forget()
    app = current_app._get_current_object()
    app.conf.broker_url = address
    # Celery and kombu keep the connections and producers of the address before.
    pools.reset()
    app._pool = None
    app.amqp._producer_pool = None


@pytest.fixture
def broker(broker_server: str, settings: LazySettings) -> Iterator[str]:
    """The broker, empty, with this process's tasks and cache pointed at it."""
    address = broker_server.replace("redis+socket://", "unix://")
    empty(address)
    redis_cache.breaker.forget()
    settings.CACHES = {"default": {**SITE_CACHE, "LOCATION": f"{address}?db=1"}}
    settings.STREAM_URL = f"{address}?db=0"
    streams.breaker.forget()
    point_celery_at(broker_server)
    yield broker_server
    point_celery_at("memory://")


@pytest.fixture
def cache_away(settings: LazySettings, tmp_path: Path) -> Iterator[None]:
    """The site's own cache, with nobody at its address."""
    redis_cache.breaker.forget()
    settings.CACHES = {"default": {**SITE_CACHE, "LOCATION": f"unix://{tmp_path}/none.sock?db=1"}}
    yield
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    redis_cache.breaker.forget()


def empty(address: str) -> None:
    """It forgets all that it was told."""
    import redis

    with redis.Redis.from_url(address.replace("redis+socket://", "unix://")) as server:
        server.flushall()
