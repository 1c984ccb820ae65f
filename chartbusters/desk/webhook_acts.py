"""What the buttons of an endpoint's page do; each says in one sentence what was done."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone

from chartbusters.web.pagination import digits
from chartbusters.webhooks import services
from chartbusters.webhooks.models import Endpoint

Act = Callable[[HttpRequest, Endpoint, Any], str]
LONGEST_BACK = 30  # days, for which deliveries that failed are kept


def _change(request: HttpRequest, endpoint: Endpoint, by: Any) -> str:
    url, kinds = request.POST.get("url", "").strip(), request.POST.getlist("kinds")
    services.endpoint_change(endpoint=endpoint, url=url, kinds=kinds, by=by)
    return "Saved. What still waits goes there too."


def _test(request: HttpRequest, endpoint: Endpoint, by: Any) -> str:
    services.delivery_try_out(endpoint=endpoint, by=by)
    return "A test is on its way. Load the page anew to see what came of it."


def _replay(request: HttpRequest, endpoint: Endpoint, by: Any) -> str:
    pk = digits(request.POST.get("delivery"))
    found = endpoint.deliveries.filter(pk=int(pk)).first() if pk and len(pk) < 19 else None
    if found is None:
        raise Http404
    services.delivery_replay(delivery=found, by=by)
    return "It is sent once more, under the same id."


def _replay_all(request: HttpRequest, endpoint: Endpoint, by: Any) -> str:
    days = digits(request.POST.get("days")) or "1"
    since = timezone.now() - timedelta(days=min(int(days[:3]), LONGEST_BACK))
    count = services.deliveries_replay(endpoint=endpoint, since=since, by=by)
    return f"{count} that had failed {'is' if count == 1 else 'are'} sent once more."


def _on(request: HttpRequest, endpoint: Endpoint, by: Any) -> str:
    services.endpoint_switch(endpoint=endpoint, on=True, by=by)
    return "Switched on. What waited goes out now."


def _off(request: HttpRequest, endpoint: Endpoint, by: Any) -> str:
    services.endpoint_switch(endpoint=endpoint, on=False, by=by)
    return "Switched off. Nothing is sent, and nothing new is kept for it."


def _remove(request: HttpRequest, endpoint: Endpoint, by: Any) -> str:
    services.endpoint_remove(endpoint=endpoint, by=by)
    return "Removed, with all that waited for it."


ACTS: dict[str, Act] = {
    "change": _change,
    "test": _test,
    "replay": _replay,
    "replay-all": _replay_all,
    "on": _on,
    "off": _off,
    "remove": _remove,
}
