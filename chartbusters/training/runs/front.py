"""Open pages of runs ask every few seconds whether there is something new; mostly there is not.
They are answered here, before sessions, limits and the database, from the memory of the process.

Only who has a pass is answered, and only what need not be made; all else goes on to the view.
"""

import re
from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from chartbusters.training.runs.answers import ANSWERS, answer_kept
from chartbusters.training.runs.passes import pass_holds, pass_is_ours
from chartbusters.training.runs.standing import Standing, standing_of

ADDRESS = re.compile(
    r"/api/v1/training-runs/(?P<key>[0-9a-f-]{36})/(live|epochs/[0-9]{1,9}/samples/[0-9]{1,4})/"
)
UNKEPT = {"Cache-Control": "private, no-store"}
# What was played at an epoch never changes.
KEPT = {"Cache-Control": "private, max-age=86400, immutable"}
PASSES = "Training-Pass"  # a header, where an address is to stay the same for the browser's cache


class LiveMiddleware:
    """Answers who has a pass; the rest is none of its business."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        match = ADDRESS.fullmatch(request.path_info) if request.method == "GET" else None
        standing = match and standing_passed(request, match["key"])
        if match is None or standing is None:
            return self.get_response(request)
        if match[2] == "live":
            since = request.GET.get("since", "")
            live = answer_kept(pk=UUID(match["key"]), since=since, standing=standing)
            return _sent(live, UNKEPT) if live else self.get_response(request)
        return self._take(request)

    def _take(self, request: HttpRequest) -> HttpResponse:
        """The music of an epoch: everybody who watches asks for it when it is told."""
        key = f"training-take {request.path_info}".encode()
        if kept := ANSWERS.get(key):
            return _sent(kept, KEPT)
        response = self.get_response(request)
        if response.status_code == 200:
            ANSWERS.put(key, response.content)
        return response


def standing_passed(request: HttpRequest, key: str) -> Standing | None:
    """How the run stands, for a request with a pass for it."""
    word = request.headers.get(PASSES) or request.GET.get("pass", "")
    try:
        pk = UUID(key)
    except ValueError:
        return None
    if not pass_is_ours(text=word, pk=pk):
        return None
    standing = standing_of(pk)
    return standing if standing and pass_holds(text=word, standing=standing) else None


def _sent(kept: bytes, headers: dict[str, str]) -> HttpResponse:
    return HttpResponse(kept, content_type="application/json", headers=headers)
