"""A worker's side of a job: claim it, keep its lease alive from a second thread, make the music,
hand it in."""

import logging
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

from django.conf import settings
from django.db import DatabaseError, connection

from generation import charges, engine, selectors, services
from generation.catalogue import UnknownModel
from generation.models import GenerationJob, Work
from generation.music.song import Song
from generation.trained_selectors import card_played

logger = logging.getLogger(__name__)
# ends this process after so many seconds, come what may
Fuse = Callable[[float], AbstractContextManager[object]]
TICK = 0.5  # seconds between two looks at the row: how soon a cancel and new progress are seen


class Heartbeat:
    """While it is entered, a thread extends the lease, writes progress, keeps the draft and listens
    for a cancel.

    `stopped` is set when somebody asked to stop, when the job was given to another worker, or when
    it has taken more than `limit` seconds of the processor; then it is `overrun` too. What has not
    stopped a grace later `kill` ends.
    """

    def __init__(
        self, job: Work, limit: float | None = None, kill: Callable[[], None] | None = None
    ) -> None:
        self.job, self.limit, self.kill, self.overrun = job, limit, kill, False
        self.stopped = threading.Event()
        self._left = threading.Event()
        self._shown = self._now = (0.0, job.stage or services.STARTING)
        self._draft: Callable[[], Song] | None = None
        self._thread = threading.Thread(
            target=self._beat, name=f"heartbeat of {job.pk}", daemon=True
        )

    def progress(
        self, fraction: float, stage: str, draft: Callable[[], Song] | None = None
    ) -> None:
        self._now, self._draft = (fraction, stage), draft

    def __enter__(self) -> "Heartbeat":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._left.set()
        self._thread.join()

    def _beat(self) -> None:
        beaten, began = time.monotonic(), time.process_time()
        while not self._left.wait(TICK):
            self._watch(time.process_time() - began)
            due = time.monotonic() - beaten >= settings.JOB_HEARTBEAT_SECONDS
            try:
                if self._look(due):
                    beaten = time.monotonic()
            except DatabaseError:
                # The lease may run out meanwhile; then the attempt number keeps us off the next
                # one's work.
                logger.warning("job %s: no heartbeat", self.job.pk, exc_info=True)
        connection.close()

    def _watch(self, spent: float) -> None:
        """Processor seconds, not the clock's: on a busy machine an honest job takes long and works
        little."""
        if self.limit is None or spent <= self.limit:
            return
        self.overrun = True
        self.stopped.set()
        if (
            self.kill
            and spent > self.limit + settings.JOB_GRACE_SECONDS
            and isinstance(self.job, GenerationJob)
        ):
            services.job_overrun(job=self.job)
            self.kill()

    def _look(self, due: bool) -> bool:
        """Writes when there is news or the lease wants it; returns whether it wrote."""
        if selectors.job_should_stop(job=self.job):
            self.stopped.set()
        now = self._now
        if not due and now == self._shown:
            return False
        if not services.job_beat(job=self.job, progress=now[0], stage=now[1]):
            self.stopped.set()
        if self._draft:
            services.job_draft_keep(job=self.job, song=self._draft())
        self._shown = now
        return True


def run(*, worker: str, fuse: Fuse = nullcontext, kill: Callable[[], None] | None = None) -> None:
    """One attempt at the job whose turn it is. May be called too often: then there is none, and it
    returns."""
    if job := services.job_take(worker=worker):
        try:
            attempt(job, fuse, kill)
        finally:
            services.jobs_go_on()


def attempt(
    job: GenerationJob, fuse: Fuse = nullcontext, kill: Callable[[], None] | None = None
) -> None:
    """Plays a job that was claimed, and writes what came of it."""
    limit = charges.compute_limit(job)
    heartbeat = Heartbeat(job, limit, kill)
    try:
        with fuse(charges.compute_longest(job)):
            result = _play(job, heartbeat)
    except engine.Cancelled:
        if heartbeat.overrun:
            logger.warning(
                "job %s: stopped after %.0f s, when %.0f were expected",
                job.pk,
                limit,
                job.expected_seconds,
            )
            services.job_overrun(job=job)
        else:
            services.job_stop(job=job)
    except engine.EngineError as error:
        services.job_fail(job=job, code=error.code, message=error.message)
    except Exception:
        logger.exception("job %s: attempt %d came to nothing", job.pk, job.attempt)
        services.job_retry(job=job)
    else:
        if not services.job_finish(job=job, song=result.song, recipe=result.recipe):
            logger.warning("job %s: attempt %d came too late", job.pk, job.attempt)


def _play(job: GenerationJob, heartbeat: Heartbeat) -> engine.Result:
    try:
        card = card_played(technique=job.technique, model=job.model)
    except UnknownModel as error:
        raise engine.EngineError("unknown_model", str(error)) from error
    request = engine.Request(
        job.technique, job.source.song, job.model, job.seed, job.parameters, card
    )
    with heartbeat:
        return engine.generate(request, heartbeat.progress, heartbeat.stopped.is_set)
