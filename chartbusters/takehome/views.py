"""Pages of a song's notes, its scores, and the page of all its formats."""

import re
from hashlib import sha256
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chartbusters.accounts.people import person_signed_in
from chartbusters.compositions.models import RenderingState
from chartbusters.sharing.addresses import Place
from chartbusters.sharing.made_once import made_once
from chartbusters.sharing.views import about_of, audio_of, guarded
from chartbusters.takehome import selectors, services
from chartbusters.takehome.handing_out import parcel_response
from chartbusters.takehome.models import ENDINGS, Kind
from chartbusters.takehome.sheets import head_of, sheet_part
from chartbusters.web.costs import work_counted
from chartbusters.web.downloads import file_name, sandboxed
from chartbusters.web.errors import Refusal
from chartbusters.web.pagination import digits
from generation.sheets.bars import SheetError
from generation.sheets.musicxml import compressed, write_musicxml

SIZE = re.compile(r'viewBox="0 0 (\d+) (\d+)"')
WORDS = {
    Kind.WAV: "The recording without loss, as every program reads it; some 10 MB a minute.",
    Kind.FLAC: "The same in half the room.",
    Kind.STEMS: "A ZIP with one FLAC for each track, all of the same length.",
}


@require_safe
def sheet(request: HttpRequest, place: Place) -> HttpResponse:
    """The notes as musicians read them, some bars at a time."""
    part = int(digits(request.GET.get("part")) or 1)
    found = sheet_part(request, place, part)
    pages = [_measured(svg, f"sheet-{part}-{n}.svg") for n, svg in enumerate(found.pages, 1)]
    context = {
        "place": place,
        "song": place.composition,
        "sheet": found,
        "part": part,
        "pages": pages,
        "narrow": f"sheet-{part}-narrow.svg",
        "before": part - 1,
        "after": part + 1 if part < found.parts else 0,
    }
    return guarded(render(request, "takehome/sheet.html", context), place)


def _measured(svg: str, name: str) -> dict[str, Any]:
    size = SIZE.search(svg)
    width, height = size.groups() if size else ("840", "1120")
    return {"name": name, "width": width, "height": height}


@sandboxed
@require_safe
def sheet_page(request: HttpRequest, place: Place, part: int, page: int) -> HttpResponse:
    found = sheet_part(request, place, part)
    if not 1 <= page <= len(found.pages):
        raise Http404
    return guarded(_svg(found.pages[page - 1]), place)


@sandboxed
@require_safe
def sheet_narrow(request: HttpRequest, place: Place, part: int) -> HttpResponse:
    """The same bars for a narrow screen, in one tall picture."""
    return guarded(_svg(sheet_part(request, place, part, narrow=True).pages[0]), place)


def _svg(text: str) -> HttpResponse:
    response = HttpResponse(text, content_type="image/svg+xml; charset=utf-8")
    response["Cache-Control"] = "public, no-cache"
    return response


@sandboxed
@require_safe
def musicxml(request: HttpRequest, place: Place) -> HttpResponse:
    return _score(request, place, "musicxml", "application/vnd.recordare.musicxml+xml")


@sandboxed
@require_safe
def mxl(request: HttpRequest, place: Place) -> HttpResponse:
    return _score(request, place, "mxl", "application/vnd.recordare.musicxml")


def _score(request: HttpRequest, place: Place, ending: str, kind: str) -> HttpResponse:
    """The whole song for programs that set music, with maker and licence in it."""
    about = about_of(request, place)
    digest = head_of(place).song_id
    told = sha256(repr((about, place.composition.title)).encode()).hexdigest()[:12]

    def written() -> bytes:
        with work_counted(request):
            song = head_of(place).song.song.with_title(place.composition.title)
            return write_musicxml(song, about)

    try:
        data = made_once(digest=digest, kind=f"xml-1-{told}", make=written)
    except SheetError as error:
        raise Refusal("no_sheet", str(error), 409) from error
    response = HttpResponse(compressed(data) if ending == "mxl" else data, content_type=kind)
    response["Content-Disposition"] = (
        content_disposition_header(True, file_name(place.composition.title, ending)) or ""
    )
    response["Cache-Control"] = "public, no-cache"
    return guarded(response, place)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def formats(request: HttpRequest, place: Place) -> HttpResponse:
    """All formats of a song: what is there, what can be made, and how far that is."""
    if request.method == "POST":
        return _ask(request, place)
    mine = request.user == place.composition.owner
    audio = audio_of(place)
    made = selectors.parcels_of(digest=head_of(place).song_id)
    offered = selectors.may_take(composition=place.composition, user=request.user)
    rows = [{"kind": kind, "words": WORDS[kind], "parcel": made.get(kind)} for kind in Kind]
    context = {
        "place": place,
        "song": place.composition,
        "mine": mine,
        "offered": offered,
        "given": selectors.offer_told(place.composition.pk),
        "rows": rows if offered else [],
        "recorded": bool(audio and audio.state == RenderingState.DONE),
        "busy": any(row.state in services.UNDER_WAY for row in made.values()),
    }
    return guarded(render(request, "takehome/formats.html", context), place)


@login_required
def _ask(request: HttpRequest, place: Place) -> HttpResponse:
    kind = request.POST.get("kind", "")
    if kind not in Kind.values:
        raise Refusal("bad_kind", "Choose WAV, FLAC or stems. Nothing was changed.", 400, "kind")
    person = person_signed_in(request)
    services.parcel_request(composition=place.composition, kind=Kind(kind), by=person)
    messages.success(request, "It is being made. You may leave this page and come back.")
    return redirect(f"{place.address}formats/")


@require_POST
@login_required
def offer(request: HttpRequest, place: Place) -> HttpResponse:
    """The maker's word on what others may take home."""
    if request.user != place.composition.owner:
        raise Http404
    sound = request.POST.get("sound") == "on"
    services.offer_set(composition=place.composition, sound=sound)
    words = "Others may have WAV, FLAC and stems now." if sound else "They are only yours again."
    messages.success(request, words)
    return redirect(f"{place.address}formats/")


@sandboxed
@never_cache
@require_safe
def parcel(request: HttpRequest, place: Place, ending: str) -> HttpResponseBase:
    """A file that was made, for who may have it."""
    kind = next(kind for kind, its in ENDINGS.items() if its == ending)
    if not selectors.may_take(composition=place.composition, user=request.user):
        raise Http404
    found = selectors.parcel_ready(digest=head_of(place).song_id, kind=kind)
    if found is None:
        raise Http404
    return guarded(parcel_response(place.composition.title, found.files[-1], kind), place)  # type: ignore[type-var]
