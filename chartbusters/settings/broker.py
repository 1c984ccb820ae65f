"""Broker, cache and Celery: what lies between the web and its workers."""

import hashlib
import os
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from chartbusters.settings.environment import VAR_DIR, env_list, env_text
from chartbusters.settings.soundcloud import SOUNDCLOUD_CLIENT_ID


def broker_socket() -> Path:
    """Socket of the embedded broker: in VAR_DIR, or in a short folder of its own where that path is
    too long."""
    path = VAR_DIR / "broker" / "broker.sock"
    if len(os.fsencode(path)) < 100:  # the kernel's limit is 108 bytes, 104 on macOS
        return path
    name = f"chartbusters-{os.getuid()}-{hashlib.sha256(os.fsencode(VAR_DIR)).hexdigest()[:16]}"
    return Path(tempfile.gettempdir()) / name / "broker.sock"


BROKER_SOCKET = broker_socket()
BROKER_EMBEDDED = not env_text("BROKER_URL")
BROKER_URL = env_text("BROKER_URL") or f"redis+socket://{BROKER_SOCKET}"


def cache_url() -> str:
    """CACHE_URL, else database 1 of the broker's server, which must then speak Redis."""
    if url := env_text("CACHE_URL"):
        return url
    if BROKER_URL.startswith("redis+socket://"):
        return f"unix://{urlsplit(BROKER_URL).path}?db=1"
    if BROKER_URL.startswith(("redis://", "rediss://")):
        return urlsplit(BROKER_URL)._replace(path="/1").geturl()
    raise ImproperlyConfigured(
        "BROKER_URL is not a Redis server, so CACHE_URL must name one (redis://host:port/0)"
    )


def stream_url() -> str:
    """STREAM_URL, else the broker's own database, which its server keeps on a disk; else, where the
    broker speaks no Redis, the cache's server."""
    if url := env_text("STREAM_URL"):
        return url
    if BROKER_URL.startswith("redis+socket://"):
        return f"unix://{urlsplit(BROKER_URL).path}?db=0"
    return BROKER_URL if BROKER_URL.startswith(("redis://", "rediss://")) else cache_url()


STREAM_URL = stream_url()  # of what the web writes down for a worker to add up
CACHES = {
    "default": {
        "BACKEND": "chartbusters.ops.redis_cache.RedisCache",
        "LOCATION": cache_url(),
        "KEY_PREFIX": "chartbusters",
        "OPTIONS": {"socket_timeout": 1, "socket_connect_timeout": 1},
    }
}
CELERY_BROKER_URL = BROKER_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_DEFAULT_QUEUE = "quick"
CELERY_TASK_ROUTES = {
    "generation.tasks.job_run": {"queue": "generate"},
    "generation.tasks.note_explain": {
        "queue": "generate"
    },  # beside the jobs: their models are awake
    # There too, but only while nobody waits for a take.
    "scoring.tasks.provenance_check": {"queue": "generate"},
    "generation.tasks.training_run": {"queue": "train"},
    "generation.tasks.paces_measure": {"queue": "train"},
    "generation.tasks.trainings_sweep": {"queue": "render"},
    # A board follows its votes within a minute, whatever else waits.
    "chartbusters.leaderboard.tasks.boards_refresh": {"queue": "boards"},
    "chartbusters.leaderboard.tasks.board_follow": {"queue": "boards"},
    "chartbusters.leaderboard.tasks.boards_seal": {"queue": "boards"},
    "chartbusters.leaderboard.tasks.finals_refresh": {"queue": "boards"},
    # These take seconds to minutes and come by the dozen, so that they have a worker of their own.
    "chartbusters.compositions.tasks.rendering_next": {"queue": "render"},
    "chartbusters.leaving.tasks.export_make": {"queue": "render"},
    "chartbusters.leaderboard.tasks.firmness_find": {"queue": "render"},
    "chartbusters.seasons.tasks.seasons_refresh": {"queue": "render"},
    # Servers of others are waited for by one child that the worker of boards has beside its own.
    "chartbusters.webhooks.tasks.deliveries_send": {"queue": "webhooks"},
    "chartbusters.figures.tasks.figures_count": {"queue": "render"},
    "chartbusters.rechecks.tasks.recheck_step": {"queue": "render"},
    "chartbusters.takehome.tasks.parcel_make": {"queue": "render"},
    # A limited child a file: some minutes for five hundred of them.
    "generation.tasks.dataset_read": {"queue": "render"},
}
QUEUE_NAMES = "quick,boards,render,webhooks,generate,train"
if SOUNDCLOUD_CLIENT_ID:
    # Recordings without loss, and minutes of waiting for SoundCloud: nobody else is held up.
    CELERY_TASK_ROUTES["chartbusters.soundcloud.tasks.publication_next"] = {"queue": "publish"}
    CELERY_TASK_ROUTES["chartbusters.soundcloud.tasks.playlist_next"] = {"queue": "publish"}
    QUEUE_NAMES += ",publish"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = (
    None  # they look for it until it is there, and do not end meanwhile
)
CELERY_BROKER_TRANSPORT_OPTIONS = {
    # Above the longest job, or the broker would hand it out twice; a lost job is found by the
    # reaper long before.
    "visibility_timeout": 7200,
    "unacked_restore_throttle": 1,
    # Who sends from a request does not wait for a broker that stands still, and tries once; a
    # worker, which waits for messages anyway, has more patience, and looks for another connection
    # when its own has been silent.
    "socket_timeout": 1 if env_text("PART") == "web" else 10,
    "socket_connect_timeout": 1 if env_text("PART") == "web" else 10,
    "max_retries": 0,
    "health_check_interval": 10,
}
# of the scheduler
CELERY_TASK_PUBLISH_RETRY_POLICY = {
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0.2,
}
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = (
    5.0  # seconds; a job that needs longer is taken up again by the reaper
)


# those without a worker make /healthz say so
QUEUES = env_list("QUEUES", QUEUE_NAMES)
