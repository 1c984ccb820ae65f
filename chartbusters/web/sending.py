"""How messages to workers are sent: a broker that does not answer is left alone for a moment.

Whoever sends has written a row, which the scheduler finds if the message is lost; nobody needs to wait for the broker.
"""

from typing import Any

from celery import Celery
from kombu.exceptions import OperationalError as BrokerError

from chartbusters.web.breaker import Breaker, LeftAloneError

breaker = Breaker("the broker", pause=5.0)


class SiteCelery(Celery):
    def send_task(self, *words: Any, **options: Any) -> Any:
        """Raises kombu's `OperationalError`, at once when the broker failed a moment ago."""
        try:
            with breaker.guard((BrokerError, OSError)):
                return super().send_task(*words, **options)
        except LeftAloneError as error:
            raise BrokerError(str(error)) from error
