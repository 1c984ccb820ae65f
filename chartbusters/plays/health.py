"""What /healthz says of plays."""

from chartbusters.ops.health import Unhealthy
from chartbusters.ops.streams import StreamAwayError
from chartbusters.plays.selectors import oldest_waits

LATEST = 300  # seconds that a play may wait to be counted


def plays_checked() -> str:
    try:
        count, seconds = oldest_waits()
    except StreamAwayError:
        return "the stream does not answer; see broker"
    if seconds > LATEST:
        raise Unhealthy(f"{count} wait to be counted, the oldest for {seconds:.0f} s")
    return f"{count} wait to be counted"
