"""`Idempotency-Key`: a POST sent twice, by an impatient finger or after a lost answer, happens once."""

import hashlib
import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from chartbusters.web import services
from chartbusters.web.answers import refusal_response
from chartbusters.web.callers import person_of, remembered_caller
from chartbusters.web.errors import Refusal
from chartbusters.web.models import RememberedRequest

_KEY = re.compile(r"[\x21-\x7e]{1,200}")
_KEY_SENTENCE = "An Idempotency-Key has 1 to 200 visible ASCII characters; a fresh UUID is a good one."


class IdempotencyMiddleware:
    """Every POST below /api/ that carries a key: the first is answered, a repetition gets the first one's answer.

    It stands in a middleware, not in the views, so that a view cannot forget it and the rooms below need not know.
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
            remembered, first = services.remembered_request_begin(
                caller=remembered_caller(request),
                key=key,
                request_hash=_hash(request),
                user_id=getattr(person_of(request), "pk", None),
            )
        except Refusal as refusal:
            return refusal_response(request, refusal)
        return self._answer(request, remembered) if first else _replay(request, remembered)

    def _answer(self, request: HttpRequest, remembered: RememberedRequest) -> HttpResponse:
        try:
            response = self.get_response(request)
        except BaseException:
            services.remembered_request_drop(remembered=remembered)
            raise
        if _is_kept(response):
            body = response.content.decode()
            begun = {"session_key": request.session.session_key or ""} if _is_new(request) else {}
            services.remembered_request_finish(remembered=remembered, status=response.status_code, body=body, **begun)
        else:
            services.remembered_request_drop(remembered=remembered)
        return response


def _is_kept(response: HttpResponse) -> bool:
    """Only what was done, for a refusal may be different next time; and no secret, which nobody but its owner keeps."""
    if "no-store" in response.get("Cache-Control", ""):
        return False
    is_json = response.get("Content-Type", "").startswith("application/json") or not response.get("Content-Type")
    return 200 <= response.status_code < 300 and not response.streaming and is_json


def _is_new(request: HttpRequest) -> bool:
    """A visitor whose browser brought no session."""
    return settings.SESSION_COOKIE_NAME not in request.COOKIES and person_of(request) is None


def _replay(request: HttpRequest, remembered: RememberedRequest) -> HttpResponse:
    if remembered.session_key and _is_new(request) and request.session.exists(remembered.session_key):
        # The cookie was lost with the first answer, and what that one made can be found with it alone.
        request.session = type(request.session)(remembered.session_key)
        request.session.modified = True
    headers = {"Idempotent-Replayed": "true"}
    return HttpResponse(remembered.body, "application/json", remembered.status, headers=headers)


def _hash(request: HttpRequest) -> str:
    body = request.body
    # A browser that sends the same form again draws a new boundary for it.
    if boundary := re.search(r'boundary="?([^";]+)', request.META.get("CONTENT_TYPE", "")):
        body = body.replace(boundary[1].encode("latin-1"), b"")
    return hashlib.sha256(b"\n".join([request.get_full_path().encode(), body])).hexdigest()
