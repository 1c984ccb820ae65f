"""The word by which an open page learns that its board has changed: asked often, so it is read from
the database once in two seconds a process, however many ask."""

import hashlib
from collections import OrderedDict
from threading import Lock
from time import monotonic
from typing import NamedTuple

from django.http import Http404, HttpRequest, JsonResponse
from django.views.decorators.http import condition, require_safe

from chartbusters.challenges.selectors import board_state, challenge_uncounted
from chartbusters.leaderboard.showing import board_told

SECONDS = 2.0
KEPT = 64  # challenges, in the memory of one process


class Word(NamedTuple):
    """What was read, and until when it is told."""

    text: str
    until: float


_words: OrderedDict[str, Word] = OrderedDict()
_lock = Lock()


@require_safe
@condition(etag_func=lambda request, slug: f'"{_word(slug)}"')
def now(request: HttpRequest, slug: str) -> JsonResponse:
    """A word that changes with what the board shows, and nothing else of it."""
    return JsonResponse({"version": _word(slug)}, headers={"Cache-Control": "no-cache"})


def _word(slug: str) -> str:
    with _lock:
        known = _words.get(slug)
    if known is None or known.until < monotonic():
        known = Word(_read(slug), monotonic() + SECONDS)
        with _lock:
            _words[slug] = known
            _words.move_to_end(slug)
            while len(_words) > KEPT:
                _words.popitem(last=False)
    return known.text


def _read(slug: str) -> str:
    """Of the computation that may be told, and the phase: the end of voting changes all rows."""
    challenge = challenge_uncounted(slug=slug)
    if challenge is None:
        raise Http404
    run = board_told(challenge=challenge)
    shows = (challenge.phase, board_state(challenge=challenge), run and run.run_id)
    return hashlib.blake2b(repr(shows).encode(), digest_size=8).hexdigest()
