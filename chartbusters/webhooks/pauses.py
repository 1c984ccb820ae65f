"""When a delivery that failed is tried again: soon at first, then over three days."""

from datetime import timedelta
from email.utils import parsedate_to_datetime
from random import Random

from django.utils import timezone

SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
PAUSES = [5 * SECOND, 5 * MINUTE, 30 * MINUTE]
PAUSES += [hours * HOUR for hours in (2, 5, 10, 14, 20, 24)]
LONGEST = 24 * HOUR


def pause_after(attempts: int, message_id: str) -> timedelta | None:
    """How long to wait after so many tries; None when these were enough. A little longer for one
    than for another, or all would come at once to a server that has just come back."""
    if attempts > len(PAUSES):
        return None
    return PAUSES[attempts - 1] * Random(f"{message_id} {attempts}").uniform(1, 1.25)


def asked_pause(retry_after: str) -> timedelta | None:
    """What a Retry-After header asks for, a number of seconds or a date; a day at most."""
    text = retry_after.strip()
    if text.isascii() and text.isdecimal() and len(text) < 10:
        return min(int(text) * SECOND, LONGEST)
    try:
        moment = parsedate_to_datetime(text)
        if moment.tzinfo is None:
            return None
        return min(max(moment - timezone.now(), 0 * SECOND), LONGEST)
    except (ValueError, TypeError, OverflowError):
        return None
