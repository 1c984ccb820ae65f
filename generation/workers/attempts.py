"""One attempt at the work of a row that is claimed: its lease kept alive meanwhile, and its end
written, whatever that is."""

import logging
from collections.abc import Callable, Mapping

from generation.engine import Cancelled
from generation.models import Work
from generation.services import job_fail, job_retry, job_stop
from generation.workers.jobs import Heartbeat

logger = logging.getLogger(__name__)
# What is told of work that another attempt would not bring further: (code, message) by the error.
Endings = Mapping[type[Exception], tuple[str, str]]


def attempt(work: Work, do: Callable[[Heartbeat], None], endings: Endings) -> None:
    """Does it; `do` raises `Cancelled` when the heartbeat says so, and hands in what it made. An
    error that is not among the endings is an accident: the row is queued again."""
    try:
        with Heartbeat(work) as heartbeat:
            do(heartbeat)
    except Cancelled:
        job_stop(job=work)
    except tuple(endings) as error:
        code, message = next(told for kind, told in endings.items() if isinstance(error, kind))
        logger.warning("%s %s: %s %s", work._meta.model_name, work.pk, code, error)
        job_fail(job=work, code=code, message=message)
    except Exception:
        logger.exception(
            "%s %s: attempt %d came to nothing", work._meta.model_name, work.pk, work.attempt
        )
        job_retry(job=work)
