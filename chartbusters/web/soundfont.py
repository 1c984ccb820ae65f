"""The instruments that every player on the site uses, each an answer of its own."""

from pathlib import Path

from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotModified,
    JsonResponse,
)
from django.urls import reverse
from django.utils.http import parse_etags
from django.views.decorators.http import require_safe

from chartbusters.ops.instruments import Instruments, instruments

YEAR = 31_536_000  # seconds


def soundfont_url() -> str:
    """The address below which they lie, with their digest in it, so that browsers may keep them for
    a year."""
    return f"{reverse('soundfont')}?v={instruments().digest}"


def instrument_url(name: str) -> str:
    return f"{reverse('instrument', args=[name])}?v={instruments().digest}"


@require_safe
def soundfont(request: HttpRequest) -> HttpResponse:
    """What there is."""
    there = _there()
    facts = {"name": there.name, "digest": there.digest, "instruments": sorted(there.names)}
    answer = JsonResponse(facts)
    answer["Cache-Control"] = "public, max-age=3600"
    return answer


@require_safe
def instrument(request: HttpRequest, name: str) -> HttpResponse | FileResponse:
    """One of them. A page that was opened before the font was another one gets today's."""
    there = _there()
    if name not in there.names:
        raise Http404
    etag = f'"{there.digest}-{name}"'
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        answer: HttpResponse | FileResponse = HttpResponseNotModified()
    else:
        path: Path = there.folder / name
        answer = FileResponse(path.open("rb"), content_type="application/octet-stream")
    answer["ETag"] = etag
    # Without the digest in the address an old copy must be found out: asked again after an hour.
    pinned = request.GET.get("v") == there.digest
    answer["Cache-Control"] = (
        f"public, max-age={YEAR}, immutable" if pinned else "public, max-age=3600"
    )
    return answer


def _there() -> Instruments:
    try:
        return instruments()
    except FileNotFoundError:
        raise Http404 from None
