"""How messages to workers are sent: a broker that does not answer is left alone for a moment.

Whoever sends has written a row, which the scheduler finds if the message is lost; nobody needs to
wait for the broker.
"""

from collections.abc import Callable
from typing import Any

from celery import Celery
from celery.app.amqp import AMQP
from kombu import Connection
from kombu.exceptions import OperationalError as BrokerError

from chartbusters.ops.breaker import Breaker, LeftAloneError

breaker = Breaker("the broker", pause=5.0)
LONGEST_PAUSE = 4.0  # seconds from one look for a broker that is away to the next


class SiteConnection(Connection):
    """Of workers and scheduler. Celery's pauses grow to 30 s, by which all that waits would wait
    longer."""

    def ensure_connection(
        self,
        errback: Callable[..., Any] | None = None,
        max_retries: int | None = None,
        **options: Any,
    ) -> Connection:
        pauses = {"interval_start": 1, "interval_step": 1, "interval_max": LONGEST_PAUSE}
        super().ensure_connection(errback, max_retries, **{**pauses, **options})  # type: ignore[no-untyped-call]
        return self


class SiteAMQP(AMQP):
    Connection = SiteConnection
    BrokerConnection = SiteConnection


class SiteCelery(Celery):
    amqp_cls = "chartbusters.ops.sending:SiteAMQP"

    def send_task(self, *words: Any, **options: Any) -> Any:
        """Raises kombu's `OperationalError`, at once when the broker failed a moment ago."""
        try:
            with breaker.guard((BrokerError, OSError)):
                return super().send_task(*words, **options)
        except LeftAloneError as error:
            raise BrokerError(str(error)) from error
