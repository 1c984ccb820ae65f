"""How a run stands at this moment, in a word: asked by every open page every few seconds, so it is
read from the database once a second a process, however many ask."""

from collections import OrderedDict
from threading import Lock
from time import monotonic
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import BooleanField, Case, QuerySet, Value, When

from chartbusters.web.prepared_queries import Prepared
from generation.models import JobState, TrainingRun
from generation.selectors import SILENT
from generation.training_selectors import run_wait

SECONDS = 1.0
KEPT = 256  # runs, in the memory of one process


class Standing(NamedTuple):
    """What changes the page of a run, and who may see it by a link."""

    version: int
    place: int | None  # runs that have their turn before, of one that waits
    silent: bool  # its worker has not been heard of for too long
    shared: str  # changes whenever it is shared in another way

    @property
    def word(self) -> str:
        return f"{self.version}.{'' if self.place is None else self.place}.{int(self.silent)}"


class _Read(NamedTuple):
    standing: Standing | None
    until: float


_read: OrderedDict[UUID, _Read] = OrderedDict()
_lock = Lock()


def standing_of(pk: UUID) -> Standing | None:
    """Not older than a second; None when there is no such run."""
    with _lock:
        known = _read.get(pk)
    if known is None or known.until < monotonic():
        return standing_now(pk)
    return known.standing


def standing_now(pk: UUID) -> Standing | None:
    """Read anew, and kept for who asks within the next second."""
    known = _Read(_read_row(pk), monotonic() + SECONDS)
    with _lock:
        _read[pk] = known
        _read.move_to_end(pk)
        while len(_read) > KEPT:
            _read.popitem(last=False)
    return known.standing


def forget_standings() -> None:
    """What is asked next is read anew."""
    with _lock:
        _read.clear()


def _read_row(pk: UUID) -> Standing | None:
    row = _ROW.first(pk)
    if row is None:
        return None
    wait = None
    if row.state == JobState.QUEUED:
        wait = run_wait(TrainingRun.objects.get(pk=pk))
    shared = f"{row.visibility} {row.link_token}"
    return Standing(row.version, wait and wait.place, bool(row.silent), shared)


def _row(pk: UUID) -> QuerySet[TrainingRun, Any]:
    silent = Case(When(SILENT, then=Value(True)), default=False, output_field=BooleanField())
    rows = TrainingRun.objects.annotate(silent=silent).filter(pk=pk)
    return rows.values_list("state", "version", "visibility", "link_token", "silent")


_ROW = Prepared(_row, UUID(int=0x5A11E))
