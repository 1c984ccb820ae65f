"""A worker's side of an archive: claim it, write it into a file beside the site, hand it in."""

import logging
import tempfile

from django.core.files import File

from chartbusters.leaving import services
from chartbusters.leaving.archive import Stopped, TooLarge, archive_write
from chartbusters.leaving.models import Export
from generation.services import job_fail, job_retry, job_stop, work_claim
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
    try:
        with Heartbeat(export) as heartbeat:
            _make(export, heartbeat)
    except Stopped:
        job_stop(job=export)
    except TooLarge:
        job_fail(job=export, code="too_large", message=TOO_LARGE)
    except Exception:
        logger.exception("export %s: attempt %d came to nothing", export.pk, export.attempt)
        job_retry(job=export)


def _make(export: Export, heartbeat: Heartbeat) -> None:
    def look(done: int, of: int) -> None:
        if heartbeat.stopped.is_set():
            raise Stopped
        heartbeat.progress(done / (of or 1), "Packing your songs")

    with tempfile.TemporaryFile() as file:
        archive_write(file, person=export.owner, look=look)
        size = file.tell()
        file.seek(0)
        if not services.export_hand_in(export=export, file=File(file), size=size):
            logger.warning("export %s: attempt %d came too late", export.pk, export.attempt)
