"""What pages and the API ask about jobs and models."""

import json
import logging
from datetime import timedelta
from statistics import median
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.core.cache import cache
from django.db.models import DurationField, ExpressionWrapper, F, Q, QuerySet
from django.db.models.functions import Now

from generation import engine
from generation.catalogue import Card, cards
from generation.models import GenerationJob, JobState, Work

logger = logging.getLogger(__name__)
RECENT = 20  # jobs from which the usual time is taken
EXPECTED_KEPT = 60  # seconds


class QueueDepth(NamedTuple):
    """How many jobs wait, how many are being worked on, and how many of those have a lapsed lease."""

    queued: int
    running: int
    stuck: int


def jobs_visible(*, user: AbstractBaseUser | None, session_key: str) -> QuerySet[GenerationJob]:
    """The jobs of a person, or of a visitor by the key in the visitor's session; nobody else's."""
    mine = Q(owner_id=user.pk) if user else Q(owner=None, session_key=session_key or None)
    elapsed = ExpressionWrapper(Now() - F("started_at"), output_field=DurationField())
    return GenerationJob.objects.filter(mine).select_related("source", "result").annotate(elapsed=elapsed)


def job_should_stop(*, job: Work) -> bool:
    """Whether its owner asked to stop, or another attempt has taken over."""
    rows = type(job)._default_manager
    held = rows.filter(pk=job.pk, attempt=job.attempt, state=JobState.RUNNING, cancel_requested=False)
    return not held.exists()


def job_place(*, job: GenerationJob) -> int:
    """How many jobs are taken before this waiting one; 0 for the next."""
    waiting = GenerationJob.objects.filter(state=JobState.QUEUED, created_at__lt=job.created_at)
    # SQLite compares times as text, and a row that the database has dated may be "before" itself by its missing zeros.
    return waiting.exclude(pk=job.pk).count()


def job_seconds_left(*, job: GenerationJob) -> float | None:
    """Our guess of the seconds until the music is there; None when the job has ended."""
    expected = expected_seconds(model=job.model)
    if job.state == JobState.QUEUED:
        # As many at a time as there are workers, and one round is being played already.
        return round(expected * (1 + job_place(job=job) / max(1, settings.GENERATE_WORKERS)), 1)
    if job.state != JobState.RUNNING:
        return None
    elapsed: timedelta = getattr(job, "elapsed", None) or timedelta()
    spent = elapsed.total_seconds()
    left = spent / job.progress - spent if job.progress > 0.1 else expected - spent
    return round(max(left, 0.5), 1)


def remembered(key: str) -> Any:
    """What the cache holds; nothing while it is away, for a job can be told of without it."""
    try:
        return cache.get(key)
    except Exception:
        logger.warning("the cache does not answer for %s", key, exc_info=True)
        return None


def remember(key: str, value: Any, seconds: int) -> None:
    """Into the cache, if it can be had."""
    try:
        cache.set(key, value, seconds)
    except Exception:
        logger.warning("the cache does not take %s", key, exc_info=True)


def forget(keys: list[str]) -> None:
    """Out of the cache. Where it cannot be had, what it holds goes by itself within minutes."""
    try:
        cache.delete_many(keys)
    except Exception:
        logger.warning("the cache does not forget %d keys", len(keys), exc_info=True)


def draft_key(job: Work) -> str:
    """Of one attempt: what an earlier one wrote is not the beginning of what comes."""
    return f"draft:{job.pk}:{job.attempt}"


def job_draft(*, job: GenerationJob) -> dict[str, Any] | None:
    """The song document as far as it is written, while the job runs and where its technique lets it be heard."""
    kept = remembered(draft_key(job)) if job.state == JobState.RUNNING else None
    return json.loads(kept) if kept else None


def expected_seconds(*, model: str) -> float:
    """Median time of the model's last finished jobs; what its card says while there are none."""
    key = f"expected-seconds:{model}"
    if (known := remembered(key)) is not None:
        return float(known)
    times = [spent.total_seconds() for spent in _recent_times(model)]
    seconds = median(times) if times else next((card.expected_seconds for card in cards() if card.name == model), 10.0)
    remember(key, seconds, EXPECTED_KEPT)
    return float(seconds)


def _recent_times(model: str) -> list[timedelta]:
    done = GenerationJob.objects.filter(model=model, state=JobState.DONE, started_at__isnull=False)
    recent = done.order_by("-finished_at").values_list("started_at", "finished_at")[:RECENT]
    return [finished - started for started, finished in recent if started and finished]


def models_installed() -> tuple[Card, ...]:
    """The cards of all models that can be asked for music, in the order in which people meet the techniques."""
    order = list(engine.TECHNIQUES)
    return tuple(sorted(cards(), key=lambda card: (order.index(card.technique), card.name)))


def queue_depth() -> QueueDepth:
    jobs = GenerationJob.objects
    return QueueDepth(
        jobs.filter(state=JobState.QUEUED).count(),
        jobs.filter(state=JobState.RUNNING).count(),
        jobs.filter(state=JobState.RUNNING, lease_until__lt=Now()).count(),
    )
