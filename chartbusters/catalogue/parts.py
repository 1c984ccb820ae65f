"""What stands below the page of a model: sounds, pictures, its weights and its card."""

import json
from collections.abc import Callable
from hashlib import sha256
from typing import IO, Any

from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe
from whitenoise.middleware import WhiteNoiseFileResponse

from chartbusters.catalogue.places import Shown
from chartbusters.catalogue.views import guarded
from chartbusters.sharing.made_once import made_once
from chartbusters.sharing.preview_image import Words, card_png, cover_png
from chartbusters.web.costs import Cost, use, work_counted
from chartbusters.web.downloads import sandboxed
from generation.music.document import to_document
from generation.music.song import Song

WEIGHTS = Cost(
    "weights", "You have asked for more weights of models than we give in so short a time."
)


@sandboxed
@require_safe
def sound(request: HttpRequest, shown: Shown) -> HttpResponse:
    """A few seconds of it, as a song document."""
    return _document(request, shown, _heard(shown))


@sandboxed
@require_safe
def example(request: HttpRequest, shown: Shown, number: int, side: str) -> HttpResponse:
    """One melody before or after the model was asked."""
    if number >= len(shown.pairs):
        raise Http404
    pair = shown.pairs[number]
    return _document(request, shown, pair.before if side == "before" else pair.after)


def _document(request: HttpRequest, shown: Shown, song: Song) -> HttpResponse:
    kind = "application/json"
    return _kept(request, shown, song.digest, kind, lambda: json.dumps(to_document(song)).encode())


@sandboxed
@require_safe
def cover(request: HttpRequest, shown: Shown) -> HttpResponse:
    """The notes of the sound, for the card of a list."""
    song = _heard(shown)
    return _picture(request, shown, song, "cover-1", lambda: cover_png(song))


@sandboxed
@require_safe
def card(request: HttpRequest, shown: Shown) -> HttpResponse:
    """Title, maker and notes, for previews of links."""
    song = shown.pairs[0].after if shown.pairs else Song(())
    words = Words(shown.card.title, shown.maker, f"a model, {shown.technique}")
    kind = f"card-2-{sha256(repr(words).encode()).hexdigest()[:16]}"
    return _picture(request, shown, song, kind, lambda: card_png(song, words))


def _heard(shown: Shown) -> Song:
    song = shown.sound
    if song is None:
        raise Http404
    return song


def _picture(
    request: HttpRequest, shown: Shown, song: Song, kind: str, make: Callable[[], bytes]
) -> HttpResponse:
    def counted() -> bytes:
        with work_counted(request):
            return make()

    def drawn() -> bytes:
        return made_once(digest=song.digest, kind=kind, make=counted)

    return _kept(request, shown, f"{song.digest}.{kind}", "image/png", drawn)


def _kept(
    request: HttpRequest, shown: Shown, etag: str, kind: str, make: Callable[[], bytes]
) -> HttpResponse:
    """304 for who has it already; others may keep it, and must ask whether it may still be seen."""
    unchanged = get_conditional_response(request, etag=f'"{etag}"')
    response = unchanged if isinstance(unchanged, HttpResponse) else HttpResponse(make())
    response["Content-Type"] = kind
    response["ETag"] = f'"{etag}"'
    response["Cache-Control"] = "public, no-cache"
    return guarded(response, shown)


@sandboxed
@require_safe
def weights(request: HttpRequest, shown: Shown) -> HttpResponseBase:
    """The file of its weights, as safetensors; read by the web server at the pace of who asked."""
    use(request, WEIGHTS, 1)
    response = WhiteNoiseFileResponse(_opened(shown))
    response["Content-Type"] = "application/octet-stream"
    response["Content-Length"] = str(shown.bytes)
    response["ETag"] = f'"{shown.card.digest}"'
    name = content_disposition_header(True, f"{shown.card.name}.safetensors")
    response["Content-Disposition"] = name or ""
    return guarded(response, shown)


def _opened(shown: Shown) -> IO[Any]:
    if shown.row is None:
        return shown.card.weights.open("rb")
    try:
        return default_storage.open(shown.row.weights_key, "rb")
    except (OSError, ValueError):
        raise Http404 from None


@sandboxed
@require_safe
def facts(request: HttpRequest, shown: Shown) -> HttpResponse:
    """Its card: what it learnt from with licences and attributions, its figures, its digest."""
    if shown.row is None:
        content = shown.card.path.read_bytes()
    else:
        row = shown.row
        told = {**row.card, "name": row.name, "title": row.title, "digest": row.digest}
        content = json.dumps(told, indent=1, ensure_ascii=False).encode()
    response = HttpResponse(content, content_type="application/json")
    name = content_disposition_header(True, f"{shown.card.name}.json")
    response["Content-Disposition"] = name or ""
    return guarded(response, shown)
