"""Pages of notes of a song, engraved part by part and kept by the digest of the song."""

from django.http import Http404, HttpRequest

from chartbusters.compositions.models import Revision
from chartbusters.sharing.addresses import Place
from chartbusters.sharing.made_once import made_before, made_once
from chartbusters.web.costs import work_counted
from chartbusters.web.errors import Refusal
from generation.sheets.engraving import VERSION, Engraved, EngravingError, engrave, engraved_from

MOST_PARTS = 4_000  # a bar each
SOON = 10  # seconds


def head_of(place: Place) -> Revision:
    assert place.composition.head is not None  # noqa: S101  places have one
    return place.composition.head


def sheet_part(request: HttpRequest, place: Place, part: int, *, narrow: bool = False) -> Engraved:
    """One part of the sheet. Raises `Refusal` where it cannot be drawn, `Http404` behind the last
    one."""
    if not 1 <= part <= MOST_PARTS:
        raise Http404
    digest = head_of(place).song_id
    kind = f"sheet-{VERSION}-{part}{'-narrow' if narrow else ''}"
    answer = made_before(digest=digest, kind=kind)
    if answer is None:
        answer = _drawn(request, place, part, narrow)
        if engraved_from(answer).pages:
            made_once(digest=digest, kind=kind, make=lambda: bytes(answer or b""))
    found = engraved_from(answer)
    if not found.pages:
        raise Http404
    return found


def _drawn(request: HttpRequest, place: Place, part: int, narrow: bool) -> bytes:
    try:
        with work_counted(request):
            return engrave(head_of(place).song.document_json, part, narrow=narrow)
    except EngravingError as error:
        if error.code == "busy":
            raise Refusal(error.code, error.message, 503, retry_after=SOON) from error
        raise Refusal(error.code, error.message, 409) from error
