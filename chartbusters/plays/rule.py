"""When a play counts: the numbers of the rule, in one place.

Heard are 30 seconds, or half of a shorter song, and no more is believed than the time that has
passed, by the clock of the server that writes plays down. The same viewer counts again once the
song's length has passed, six hours at least. Two songs cannot be listened to at once.
"""

import re

LEAST_MS = 1000
ENOUGH_MS = 30_000
HOURS_6 = 6 * 3600  # seconds

# Programs that name themselves as such. Who pretends to be a browser is bounded by the network.
_BOT = re.compile(
    r"bot\b|bot/|crawl|spider|slurp|preview|facebookexternalhit|embedly|curl|wget|python|httpx"
    r"|go-http|java/|okhttp|libwww|scrapy|axios|node-fetch|monitor",
    re.IGNORECASE,
)


def needed_ms(*, seconds: int) -> int:
    """What must be heard of a song of this length."""
    return max(LEAST_MS, min(ENOUGH_MS, seconds * 500))


def window_of(*, seconds: int) -> int:
    """Seconds within which the same viewer counts once."""
    return max(seconds, HOURS_6)


def is_bot(*, agent: str) -> bool:
    """Whether what asks says by its name that nobody listens."""
    return not agent or _BOT.search(agent) is not None
