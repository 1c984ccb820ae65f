"""How often something was done in the present window of time, counted in the cache: for limits,
costs and guesses."""

import logging
import time
from typing import NamedTuple

from django.core.cache import cache

logger = logging.getLogger(__name__)


class Used(NamedTuple):
    """How much there was in this window, the seconds until the next one begins, and the key under
    which it stands."""

    amount: int
    wait: int
    key: str


def use_in_window(name: str, seconds: int, amount: int = 1) -> Used | None:
    """So much more under this name. None where the cache does not count: a limit is a courtesy, not
    a lock."""
    key, wait = window_key(name, seconds)
    try:
        # add and incr are atomic in Redis: two requests at once are counted as two.
        cache.add(key, 0, seconds)
        return Used(int(cache.incr(key, amount)), wait, key)
    except ValueError:
        # The key went in between: its window is over, or the cache came back from being away. The
        # site still serves.
        logger.warning(
            "the cache does not count; %s is not limited", name.partition(":")[0], exc_info=True
        )
        return None


def window_key(name: str, seconds: int) -> tuple[str, int]:
    """The key under which the present window is counted, and the seconds until the next one
    begins."""
    now = time.time()
    window = int(now // seconds)
    return f"{name}:{seconds}:{window}", int((window + 1) * seconds - now) + 1
