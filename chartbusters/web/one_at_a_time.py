"""One at a time: somebody's second wish of a costly kind is refused while the first is still at
work."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from chartbusters.web.errors import Refusal
from chartbusters.web.identity import limited_callers

LONGEST = 30  # seconds after which a turn has ended, even if the process that had it was killed


@contextmanager
def one_at_a_time(kind: str, thing: str, request: HttpRequest) -> Iterator[None]:
    """Raises `Refusal` (429) for the second `thing` of a person, or of a visitor's browser.

    Visitors without a session cannot be told apart; all of one address have a share of the lane
    instead.
    """
    key = f"turn:{kind}:{limited_callers(request).get('person')}"
    counted = settings.LIMITS_ENABLED and not key.endswith(":None")
    # Whoever adds the key begins. A cache that is away takes every key, so that nobody waits.
    if counted and not cache.add(key, 1, LONGEST):
        sentence = (
            f"Your {thing} before this one is still being worked on. Nothing was "
            "changed; try again in a moment."
        )
        raise Refusal("one_at_a_time", sentence, 429, retry_after=2)
    try:
        yield
    finally:
        if counted:
            cache.delete(key)
