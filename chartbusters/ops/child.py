"""A part of the site as a child of ours: started, looked after, asked to stop, and killed with its
children when it does not."""

import contextlib
import logging
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from chartbusters.ops.parent_death import SUPERVISED, die_with_parent

logger = logging.getLogger(__name__)

FIRST_PAUSE = (
    1.0  # seconds before a part that died is started again; each further one is twice as long
)
LONGEST_PAUSE = 30.0  # seconds before a part that keeps dying is started once more
STEADY = 60.0  # seconds after which a part counts as running well, and its pauses begin anew
TRIES = 5  # deaths in a row of one part that are enough to say so
# deaths before a part was ever ready, after which it is looked for what keeps it from starting
STILLBORN = 2
LAST_WORDS = 8  # lines of its own log that are shown when a part dies


@dataclass(frozen=True)
class Part:
    """A program to keep running. `stop_signal` asks it to end; after `grace` seconds it is killed
    with its children."""

    name: str
    command: list[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    stop_signal: signal.Signals = signal.SIGTERM
    death_signal: signal.Signals = signal.SIGKILL
    grace: float = 10.0
    ready: Callable[[], bool] = lambda: True
    needed_by_others: bool = False  # stopped after the others
    nice: int = 0  # how far its processes stand behind the others', when all want the processor
    waits: bool = False  # started when all that is needed by others is ready
    # takes away what keeps it from starting, and says what it did, if anything
    mend: Callable[[], str] = lambda: ""
    log: Path | None = None  # where it writes; None when that is our own standard error
    advice: str = ""  # what may help when it cannot be started


class GivenUp(Exception):
    """A part cannot be kept running; the sentence says which, and what may help."""


class Child:
    """One part with its process, and when it may be started again."""

    def __init__(self, part: Part) -> None:
        self.part = part
        self.process: subprocess.Popen[bytes] | None = None
        self.started_at = 0.0
        self.start_again_at = 0.0
        self.asked_at = 0.0
        self.pause = FIRST_PAUSE
        self.deaths = 0  # in a row
        self.stillborn = 0  # of these, the last ones that came before it was ready
        self.was_ready = False  # since it was started last
        self.mended = False  # since it was ready last
        self.begun = False
        self.log_from = 0  # bytes of its log that others wrote before it
        self.patient = False  # whether it is started again however often it dies

    def start(self) -> None:
        supervisor = os.getpid()

        def prepare() -> None:
            die_with_parent(supervisor, self.part.death_signal)
            os.nice(self.part.nice)

        environment = {
            **os.environ,
            SUPERVISED: str(supervisor),
            "PART": self.part.name,
            **self.part.environment,
        }
        self.log_from = _size(self.part.log)
        self.started_at = time.monotonic()
        self.begun, self.was_ready = True, False
        try:
            # Its own process group: Ctrl-C in the terminal reaches the supervisor only, which stops
            # the parts in order.
            self.process = subprocess.Popen(
                self.part.command,
                env=environment,
                stdin=subprocess.DEVNULL,
                process_group=0,
                preexec_fn=prepare,
            )
        except (
            OSError,
            subprocess.SubprocessError,
        ) as error:  # no memory for a fork, a program of another system
            self._died(f"not started: {error}")

    def look(self) -> None:
        """Starts the part, and again once it has died and its pause is over. Raises `GivenUp`."""
        if self.process is not None:
            status = self.process.poll()
            if status is None:
                self.was_ready = self.was_ready or self.part.ready()
                return
            _kill_group(self.process.pid)
            self.process = None
            self._died(_told(status), by_itself=status > 0)
        if time.monotonic() >= self.start_again_at:
            self.start()

    def _died(self, how: str, *, by_itself: bool = False) -> None:
        if time.monotonic() - self.started_at > STEADY:
            self.pause, self.deaths = FIRST_PAUSE, 0
        # Who was killed, by an operator or for want of memory, has not failed over what it found.
        self.stillborn = 0 if self.was_ready else self.stillborn + by_itself
        self.mended = self.mended and not self.was_ready
        # Once: what a mending did not mend is something else, and must not cost more and more.
        if self.stillborn >= STILLBORN and not self.mended and self._mended(how):
            return
        self.deaths += 1
        if self.deaths == TRIES:
            self._give_up(how)
        logger.warning(
            "%s ended (%s); starting it again in %.0f s%s",
            self.part.name,
            how,
            self.pause,
            self._log(),
        )
        self.start_again_at = time.monotonic() + self.pause
        self.pause = min(self.pause * 2, LONGEST_PAUSE)

    def _mended(self, how: str) -> bool:
        """Whether something was found that kept it from starting, and taken away: then it is
        started again at once."""
        log = self._log()  # before the mending, which may take the log along
        try:
            done = self.part.mend()
        except OSError as error:
            logger.error(
                "What keeps %s from starting could not be taken away: %s", self.part.name, error
            )
            return False
        if done:
            logger.error(
                "%s ended %d times without having started (%s). %s%s",
                self.part.name,
                STILLBORN,
                how,
                done,
                log,
            )
            self.pause, self.deaths, self.stillborn, self.start_again_at = FIRST_PAUSE, 0, 0, 0.0
            self.mended = True
        return bool(done)

    def _give_up(self, how: str) -> None:
        sentence = f"{self.part.name} has ended {TRIES} times in a row ({how})."
        if not self.patient:
            raise GivenUp(" ".join(filter(None, [sentence, self.part.advice])) + self._log())
        logger.error(
            "%s The site goes on without it, and with trying. %s", sentence, self.part.advice
        )

    def _log(self) -> str:
        words = _last_words(self.part.log, self.log_from)
        return f"\nIt wrote to {self.part.log}:\n{words}" if words else ""

    def ask_to_stop(self) -> None:
        self.asked_at = time.monotonic()
        if self.process is not None:
            self.process.send_signal(self.part.stop_signal)

    def wait_for_end(self) -> None:
        if self.process is None:
            return
        for share in (0.5, 1.0):
            left = self.asked_at + self.part.grace * share - time.monotonic()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(max(left, 0.1))
                break
            # A worker that was still starting has missed the first one.
            self.process.send_signal(self.part.stop_signal)
        else:
            logger.warning(
                "%s did not stop within %.0f s and is killed", self.part.name, self.part.grace
            )
        _kill_group(self.process.pid)
        self.process.wait()


def _kill_group(leader: int) -> None:
    # Nobody of the group is left as a rule; macOS says PermissionError of a group of zombies.
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(leader, signal.SIGKILL)


def _told(status: int) -> str:
    return f"killed by {signal.Signals(-status).name}" if status < 0 else f"exit status {status}"


def _size(log: Path | None) -> int:
    return log.stat().st_size if log and log.is_file() else 0


def _last_words(log: Path | None, start: int) -> str:
    """The last lines that were written to a log after `start`; nothing where it cannot be read."""
    if not log or not log.is_file():
        return ""
    try:
        with log.open("rb") as file:
            file.seek(max(start, _size(log) - 4096))
            lines = file.read().decode(errors="replace").splitlines()
    except OSError:
        return ""
    return "\n".join([line for line in lines if line.strip()][-LAST_WORDS:])
