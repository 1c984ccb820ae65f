"""`Idempotency-Key`: a POST sent twice, by an impatient finger or after a lost answer, happens
once.

What is done and the row that remembers it are one transaction: after a fault both are there or
neither is.
"""

import hashlib
import logging
import re
from collections.abc import Callable
from functools import partial

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from chartbusters.web import services
from chartbusters.web.bodies import whole_body
from chartbusters.web.errors import Refusal
from chartbusters.web.exception_handler import refusal_response
from chartbusters.web.exceptions import refusal_of
from chartbusters.web.identity import person_of, remembered_caller
from chartbusters.web.late_transaction import LateTransaction
from chartbusters.web.services import Asked

logger = logging.getLogger(__name__)
_KEY = re.compile(r"[\x21-\x7e]{1,200}")
_KEY_SENTENCE = (
    "An Idempotency-Key has 1 to 200 visible ASCII characters; a fresh UUID is a good one."
)
_TOLD_ONCE = (
    "This was done when it was first asked. Its answer held a secret, which is told once and "
    "kept nowhere; "
    "if it did not reach you, take back what was made and ask again with a fresh key."
)


class IdempotencyMiddleware:
    """Every POST below /api/ that carries a key: the first is answered, a repetition gets the first
    one's answer.

    It stands in a middleware, not in the views, so that a view cannot forget it and the rooms below
    need not know.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = request.headers.get("Idempotency-Key")
        if key is None or request.method != "POST" or not request.path.startswith("/api/"):
            return self.get_response(request)
        try:
            if not _KEY.fullmatch(key):
                raise Refusal("bad_idempotency_key", _KEY_SENTENCE, field="Idempotency-Key")
            asked = _asked(request, key)
            return _replay(request, asked) or self._answer(request, asked)
        except Exception as error:
            return _refused(request, error)

    def _answer(self, request: HttpRequest, asked: Asked) -> HttpResponse:
        session = (request.session.session_key, request.session.modified)
        try:
            done, response = self._do(request, asked)
        except Exception as error:
            done, response = False, _refused(request, error)
        if done:
            return response
        # It may have been done after all: by one that came at the same time, or by us, and the word
        # of it was lost.
        again = _replay(request, asked)
        _undo_session(request, *session, done=again is not None)
        return again or response

    def _do(self, request: HttpRequest, asked: Asked) -> tuple[bool, HttpResponse]:
        """The answer, and whether what it says was done, and is remembered; else nothing was."""
        work = LateTransaction(partial(services.remembered_request_claim, asked=asked))
        with work.atomic():
            response = self.get_response(request)
            body = _body_to_keep(response)
            done = 200 <= response.status_code < 300 and (work.writing or body is not None)
            if done:
                begun = request.session.session_key or "" if _is_new(request) else ""
                services.remembered_request_keep(
                    asked=asked, status=response.status_code, body=body, session_key=begun
                )
            else:
                transaction.set_rollback(True)
        return done, response


def _body_to_keep(response: HttpResponse) -> str | None:
    """What a repetition is told; None for a secret, which nobody but its owner keeps, and for what
    is no JSON."""
    if "no-store" in response.get("Cache-Control", "") or response.streaming:
        return None
    is_json = response.get("Content-Type", "").startswith("application/json") or not response.get(
        "Content-Type"
    )
    return response.content.decode() if is_json else None


def _is_new(request: HttpRequest) -> bool:
    """A visitor whose browser brought no session."""
    return settings.SESSION_COOKIE_NAME not in request.COOKIES and person_of(request) is None


def _replay(request: HttpRequest, asked: Asked) -> HttpResponse | None:
    remembered = services.remembered_request_find(asked=asked)
    if remembered is None:
        return None
    if remembered.told_once:
        raise Refusal("already_done", _TOLD_ONCE, 409, field="Idempotency-Key")
    if (
        remembered.session_key
        and _is_new(request)
        and request.session.exists(remembered.session_key)
    ):
        # The cookie was lost with the first answer, and what that one made can be found with it
        # alone.
        request.session = type(request.session)(remembered.session_key)
        request.session.modified = True
    headers = {"Idempotent-Replayed": "true"}
    return HttpResponse(remembered.body, "application/json", remembered.status, headers=headers)


def _undo_session(request: HttpRequest, key: str | None, modified: bool, *, done: bool) -> None:
    """The session is kept after the answer, so what the view did to it must not outlive what it did
    to the rows."""
    session = request.session
    made = session.session_key if session.session_key != key else None
    if not done or (made and not session.exists(made)):
        session.modified = modified


def _refused(request: HttpRequest, error: Exception) -> HttpResponse:
    refusal = refusal_of(error)
    if refusal is None:
        raise error
    if refusal.status >= 500:
        logger.error("%s: %s", refusal.code, error, exc_info=error)
    return refusal_response(request, refusal)


def _asked(request: HttpRequest, key: str) -> Asked:
    person = getattr(person_of(request), "pk", None)
    return Asked(remembered_caller(request), key, _hash(request), person)


def _hash(request: HttpRequest) -> str:
    body = whole_body(request)
    # A browser that sends the same form again draws a new boundary for it.
    if boundary := re.search(r'boundary="?([^";]+)', request.META.get("CONTENT_TYPE", "")):
        body = body.replace(boundary[1].encode("latin-1"), b"")
    return hashlib.sha256(b"\n".join([request.get_full_path().encode(), body])).hexdigest()
