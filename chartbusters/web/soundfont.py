"""The SoundFont that every player on the site uses, served out of the package that brings it."""

import hashlib
from functools import lru_cache
from pathlib import Path

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import parse_etags
from django.views.decorators.http import require_safe

from chartbusters.ops.fontfile import soundfont_path

YEAR = 31_536_000  # seconds


def soundfont_url() -> str:
    """Address with the digest in it, so that browsers may keep the font for a year."""
    from django.urls import reverse

    return f"{reverse('soundfont')}?v={_digest(*_stamp())}"


@require_safe
def soundfont(request: HttpRequest) -> HttpResponse | FileResponse:
    try:
        path, size, changed = _stamp()
    except FileNotFoundError:
        raise Http404 from None
    etag = f'"{_digest(path, size, changed)}"'
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        answer: HttpResponse | FileResponse = HttpResponseNotModified()
    else:
        answer = FileResponse(path.open("rb"), content_type="audio/x-soundfont")
    answer["ETag"] = etag
    # Without the digest in the address an old copy must be found out: asked again after an hour.
    pinned = request.GET.get("v") == etag.strip('"')
    answer["Cache-Control"] = (
        f"public, max-age={YEAR}, immutable" if pinned else "public, max-age=3600"
    )
    return answer


def _stamp() -> tuple[Path, int, int]:
    path = soundfont_path()
    status = path.stat()
    return path, status.st_size, status.st_mtime_ns


@lru_cache(maxsize=4)
def _digest(path: Path, size: int, changed: int) -> str:
    """First 16 hex digits of the SHA-256 of the file, computed once for each state of it."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:16]
