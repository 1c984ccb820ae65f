"""The heartbeat of a training run: it also hears what the run's owner wants, and when others wait.

The child is asked to stop by a file in its folder; it does so at its next step, all of it saved.
"""

import time

from django.conf import settings

from generation import selectors, services, training_selectors
from generation.models import TrainingRun
from generation.workers.jobs import Heartbeat
from generation.workers.training_folder import RunFolder


class TrainingHeartbeat(Heartbeat):
    """`stopped` is for an end at once; once `leaving` is set the child was asked to stop at its
    next step, and `why` says what to tell if it was not its owner who asked."""

    def __init__(self, run: TrainingRun) -> None:
        super().__init__(run)
        self.run, self.folder, self.why = run, None, ""
        self.leaving_since: float | None = None
        self._began = self._asked = time.monotonic()

    folder: RunFolder | None

    def _look(self, due: bool) -> bool:
        if selectors.job_should_stop(job=self.run):
            self.stopped.set()
        self._listen()
        now, news = self._now, self._now != self._shown
        if not due and not news:
            return False
        stage = now[1]
        if not services.training_beat(run=self.run, progress=now[0], stage=stage, news=news):
            self.stopped.set()
        self._shown = now
        return True

    def _listen(self) -> None:
        if self.folder is None:
            return
        if training_selectors.run_wish(run=self.run):
            self._leave("")
        elif self.leaving_since is None:
            self._leave(self._whose_turn())
        elif self.leaving_since is not None and not self.why:
            self._stay()

    def _whose_turn(self) -> str | None:
        """Why the run is to give way now; None when it may go on, or was asked just before.

        It is asked by a clock of its own: what is written meanwhile puts off the next beat, so that
        a run of short epochs would never be asked.
        """
        if time.monotonic() - self._asked < settings.JOB_HEARTBEAT_SECONDS:
            return None
        self._asked = time.monotonic()
        if training_selectors.hours_left(owner_id=self.run.owner_id) <= 0:
            return services.NO_HOURS
        if time.monotonic() - self._began < settings.TRAIN_SLICE_SECONDS:
            return None
        return services.GAVE_WAY if training_selectors.run_should_give_way(run=self.run) else None

    def _leave(self, why: str | None) -> None:
        if why is None or (self.leaving_since is not None and self.why == why):
            return
        self.why, self.leaving_since = why, self.leaving_since or time.monotonic()
        if self.folder:
            self.folder.ask_to_stop()

    def _stay(self) -> None:
        """Its owner has changed their mind before the child has read the file."""
        self.leaving_since = None
        if self.folder:
            self.folder.ask_to_go_on()
