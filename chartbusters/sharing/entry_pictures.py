"""Pictures of entries for whoever may know them: the cover, and the card that tells the end."""

import hashlib
from collections.abc import Callable
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from chartbusters.challenges.models import Entry
from chartbusters.challenges.results import result_of
from chartbusters.challenges.sealing import is_silent
from chartbusters.challenges.selectors import challenge_told, entry_shown
from chartbusters.sharing.made_once import made_once
from chartbusters.sharing.preview_image import Words, card_png, cover_png
from chartbusters.sharing.result_card import result_png
from chartbusters.web.costs import work_counted
from chartbusters.web.downloads import sandboxed


@sandboxed
@require_safe
def cover(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    entry = _entry(request, slug, pk)
    return _picture(request, entry, "cover-1", lambda: cover_png(entry.song.song))


@sandboxed
@require_safe
def card(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """For previews of links: the notes, and the ranks it ended on once they are known."""
    entry = _entry(request, slug, pk)
    result, words = result_of(entry=entry), Words(entry.title, entry.maker.shown_name)
    contest = entry.challenge.title
    told = hashlib.sha256(repr((words, contest)).encode()).hexdigest()[:16]
    if result is None:
        return _picture(request, entry, f"card-2-{told}", lambda: card_png(entry.song.song, words))
    kind = f"result-2-{result.low}-{result.high}-{result.of}-{told}"
    return _picture(
        request, entry, kind, lambda: result_png(entry.song.song, result, words, contest)
    )


def _entry(request: HttpRequest, slug: str, pk: UUID) -> Entry:
    """404 for what is blind to this viewer, or silent for now."""
    challenge = challenge_told(slug=slug)
    shown = challenge and entry_shown(challenge=challenge, pk=pk, viewer=request.user)
    if not shown or shown.blind or (not shown.mine and is_silent(entry=shown.entry)):
        raise Http404
    entry: Entry = shown.entry
    return entry


def _picture(
    request: HttpRequest, entry: Entry, kind: str, make: Callable[[], bytes]
) -> HttpResponse:
    def counted() -> bytes:
        with work_counted(request):
            return make()

    etag = f'"{entry.song_id}.{kind}"'
    unchanged = get_conditional_response(request, etag=etag)
    response = (
        unchanged
        if isinstance(unchanged, HttpResponse)
        else HttpResponse(made_once(digest=entry.song_id, kind=kind, make=counted))
    )
    response["Content-Type"] = "image/png"
    response["ETag"] = etag
    # Who may know it changes with the hour and with who asks: browsers ask each time.
    response["Cache-Control"] = "private, no-cache"
    return response
