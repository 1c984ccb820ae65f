"""What pages and the API ask about jobs and models."""

from datetime import timedelta
from statistics import median
from typing import NamedTuple

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.core.cache import cache
from django.db.models import (
    BooleanField,
    Case,
    DurationField,
    ExpressionWrapper,
    F,
    Q,
    QuerySet,
    When,
)
from django.db.models.functions import Now

from generation.callers import person_caller
from generation.catalogue import Card, cards
from generation.models import GenerationJob, JobState, Work
from generation.techniques import TECHNIQUES
from generation.turns import Running, Waiting, choose_next, find_first, seconds_ahead
from generation.written_json import WrittenJSON

# of which nothing was heard for so long that its worker is dead
SILENT = Q(state=JobState.RUNNING, lease_until__lt=Now())
SILENCE = "The machine fell silent; another one begins again"
RECENT = 20  # jobs from which the usual time is taken
EXPECTED_KEPT = 60  # seconds


class Wait(NamedTuple):
    """How many jobs have their turn before a waiting one, and after how many seconds a worker takes
    it at the latest.

    At the latest if nobody else comes meanwhile, and if the jobs take as long as they should.
    """

    place: int
    seconds: float


class QueueDepth(NamedTuple):
    """How many jobs wait, how many are being worked on, and how many of those have a lapsed
    lease."""

    queued: int
    running: int
    stuck: int


def jobs_visible(*, user: AbstractBaseUser | None, session_key: str) -> QuerySet[GenerationJob]:
    """The jobs of a person, or of a visitor by the key in the visitor's session; nobody else's."""
    mine = Q(owner_id=user.pk) if user else Q(owner=None, session_key=session_key or None)
    elapsed = ExpressionWrapper(Now() - F("started_at"), output_field=DurationField())
    return (
        GenerationJob.objects.filter(mine)
        .select_related("source", "result")
        .annotate(elapsed=elapsed, silent=Case(When(SILENT, then=True), default=False))
    )


def job_should_stop(*, job: Work) -> bool:
    """Whether its owner asked to stop, or another attempt has taken over."""
    rows = type(job)._default_manager
    held = rows.filter(
        pk=job.pk, attempt=job.attempt, state=JobState.RUNNING, cancel_requested=False
    )
    return not held.exists()


def claimable(model: type[Work]) -> Q:
    """Rows that a worker may begin: those that wait, and those whose worker has fallen silent."""
    silent = Q(state=JobState.RUNNING, lease_until__lt=Now())
    if model is GenerationJob:
        # What took far too long is not begun again; the reaper ends it.
        silent &= Q(give_up_at=None) | Q(give_up_at__gte=Now())
    tries = {f"{model.TRIES}__lt": model.ATTEMPTS}
    return (Q(state=JobState.QUEUED) | silent) & Q(**tries, cancel_requested=False)


def job_turn_next(*, caller: str) -> int:
    """The turn of what this caller asks for now, see `generation/turns.py`."""
    jobs = GenerationJob.objects
    begun = jobs.filter(started_at__isnull=False)
    # What was cancelled before it was begun took no turn.
    mine = jobs.filter(Q(started_at__isnull=False) | Q(state=JobState.QUEUED), caller=caller)
    last, own = (
        rows.order_by("-turn").values_list("turn", flat=True).first() for rows in (begun, mine)
    )
    return max(last or 0, -1 if own is None else own + 1)


def queue_now() -> tuple[list[Waiting], list[Running]]:
    """All jobs that have not ended, as one statement sees them, so that none is missed or seen
    twice."""
    elapsed = ExpressionWrapper(Now() - F("started_at"), output_field=DurationField())
    active = GenerationJob.objects.filter(state__in=[JobState.QUEUED, JobState.RUNNING])
    free = Case(
        When(claimable(GenerationJob), then=True), default=False, output_field=BooleanField()
    )
    rows = active.annotate(elapsed=elapsed, free=free).only(
        *(
            "pk",
            "owner_id",
            "session_key",
            "caller",
            "turn",
            "created_at",
            "state",
            "expected_seconds",
        ),
        *("model", "progress"),
    )
    waiting: list[Waiting] = []
    running: list[Running] = []
    for job in rows:
        caller = job.caller or person_caller(job.owner_id)
        if job.free:
            waiting.append(
                Waiting(
                    job.pk, caller, job.turn, job.created_at, job_expected(job), job_is_long(job)
                )
            )
        elif job.state == JobState.RUNNING:
            running.append(Running(caller, _running_left(job), job_is_long(job)))
    return waiting, running


def job_next() -> Waiting | None:
    """The job that a free worker takes now."""
    return choose_next(*queue_now(), workers_now())


def job_wait(*, job: GenerationJob) -> Wait | None:
    """Where a job stands in the queue; None when it does not wait."""
    waiting, running = queue_now() if job.state == JobState.QUEUED else ([], [])
    mine = next((each for each in waiting if each.pk == job.pk), None)
    if mine is None:
        return None
    return Wait(
        len(find_first(mine, waiting)),
        round(seconds_ahead(mine, waiting, running, workers_now()), 1),
    )


def workers_now() -> int:
    """Workers that make music. Networks learn in processes of their own, see TRAIN_WORKERS."""
    return max(1, settings.GENERATE_WORKERS)


def job_expected(job: GenerationJob) -> float:
    """Seconds that the job should take; of those asked for before costs were told, what such jobs
    took."""
    return job.expected_seconds or expected_seconds(model=job.model)


def job_is_long(job: GenerationJob) -> bool:
    """Whether it may hold all workers but one only; see `generation/turns.py`."""
    return job_expected(job) > settings.JOB_LONG_SECONDS


def job_seconds_left(*, job: GenerationJob, wait: Wait | None) -> float | None:
    """Our guess of the seconds until the music is there; None when the job has ended."""
    if job.state == JobState.QUEUED:
        return round((wait.seconds if wait else 0.0) + job_expected(job), 1)
    return round(_running_left(job), 1) if job.state == JobState.RUNNING else None


def job_stage(*, job: GenerationJob) -> str:
    """What is done now, as far as anybody knows."""
    return SILENCE if getattr(job, "silent", False) else job.stage


def _running_left(job: GenerationJob) -> float:
    if getattr(job, "silent", False):
        return job_expected(job)  # it begins again: what was done of it is lost
    elapsed: timedelta = getattr(job, "elapsed", None) or timedelta()
    spent = elapsed.total_seconds()
    left = spent / job.progress - spent if job.progress > 0.1 else job_expected(job) - spent
    return max(left, 0.5)


def draft_key(job: Work) -> str:
    """Of one attempt: what an earlier one wrote is not the beginning of what comes."""
    return f"draft:{job.pk}:{job.attempt}"


def job_draft(*, job: GenerationJob) -> WrittenJSON | None:
    """The song document as far as it is written, while the job runs and where its technique lets it
    be heard."""
    kept = cache.get(draft_key(job)) if job.state == JobState.RUNNING else None
    return WrittenJSON(kept.encode()) if kept else None


def expected_seconds(*, model: str, otherwise: float = 10.0) -> float:
    """Median time of the model's last finished jobs; what its card says while there are none, or
    `otherwise` where none is installed under this name."""
    key = f"expected-seconds:{model}"
    if (known := cache.get(key)) is not None:
        return float(known)
    times = [spent.total_seconds() for spent in _recent_times(model)]
    seconds = (
        median(times)
        if times
        else next((card.expected_seconds for card in cards() if card.name == model), otherwise)
    )
    cache.set(key, seconds, EXPECTED_KEPT)
    return float(seconds)


def _recent_times(model: str) -> list[timedelta]:
    done = GenerationJob.objects.filter(model=model, state=JobState.DONE, started_at__isnull=False)
    recent = done.order_by("-finished_at").values_list("started_at", "finished_at")[:RECENT]
    return [finished - started for started, finished in recent if started and finished]


def models_installed() -> tuple[Card, ...]:
    """The cards of all models that can be asked for music, in the order in which people meet the
    techniques."""
    order = list(TECHNIQUES)
    return tuple(sorted(cards(), key=lambda card: (order.index(card.technique), card.name)))


def queue_depth() -> QueueDepth:
    jobs = GenerationJob.objects
    return QueueDepth(
        jobs.filter(state=JobState.QUEUED).count(),
        jobs.filter(state=JobState.RUNNING).count(),
        jobs.filter(state=JobState.RUNNING, lease_until__lt=Now()).count(),
    )
