"""A worker's side of an archive: claim it, write it into a file beside the site, hand it in."""

import logging
import tempfile
from functools import partial

from django.core.files import File

from chartbusters.leaving import services
from chartbusters.leaving.archive import TooLarge, archive_write
from chartbusters.leaving.models import Export
from generation.engine import Cancelled
from generation.services import work_claim
from generation.workers.attempts import attempt
from generation.workers.jobs import Heartbeat

logger = logging.getLogger(__name__)
TOO_LARGE = (
    "There is more of yours than fits into one archive. Nothing is lost: the operator "
    "can make it for you."
)


def run(*, pk: str, worker: str) -> None:
    """One attempt at an archive. May be called twice for the same one: one call gets it, the other
    returns."""
    if not work_claim(model=Export, pk=pk, worker=worker):
        return
    export = Export.objects.select_related("owner").get(pk=pk)
    attempt(export, partial(_make, export), {TooLarge: ("too_large", TOO_LARGE)})


def _make(export: Export, heartbeat: Heartbeat) -> None:
    def look(done: int, of: int) -> None:
        if heartbeat.stopped.is_set():
            raise Cancelled
        heartbeat.progress(done / (of or 1), "Packing your songs")

    with tempfile.TemporaryFile() as file:
        archive_write(file, person=export.owner, look=look)
        size = file.tell()
        file.seek(0)
        if not services.export_hand_in(export=export, file=File(file), size=size):
            logger.warning("export %s: attempt %d came too late", export.pk, export.attempt)
