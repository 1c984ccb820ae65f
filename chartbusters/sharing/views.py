"""The page of one song, and its parts: audio, MIDI file, notes, state of the audio."""

from collections.abc import Callable
from hashlib import sha256
from typing import Any, TypeVar

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from chartbusters.accounts.models import User
from chartbusters.compositions.models import (
    Composition,
    Licence,
    Rendering,
    RenderingState,
    Visibility,
)
from chartbusters.compositions.models.licences import choices_for
from chartbusters.compositions.recordings import recording_checked
from chartbusters.compositions.remixing import licence_last_chosen
from chartbusters.compositions.rendering import rendering_lost
from chartbusters.compositions.rendering_queue import must_wait
from chartbusters.compositions.selectors import lineage_of, provenance_known
from chartbusters.discovery.selectors import hearts_of, loves, remixes_heard
from chartbusters.plays.selectors import plays_of
from chartbusters.sharing.addresses import Place
from chartbusters.sharing.lineage import steps_of
from chartbusters.sharing.made_once import made_once
from chartbusters.sharing.media import Media, ranged_response
from chartbusters.sharing.preview_image import Words, card_png, cover_png
from chartbusters.sharing.sounds import Shown
from chartbusters.sharing.sources import sources_of
from chartbusters.web.costs import work_counted
from chartbusters.web.downloads import file_name, sandboxed
from chartbusters.web.errors import Refusal
from chartbusters.web.exception_handler import refusal_response
from chartbusters.web.framing import embeddable
from generation.music.midi import write_midi
from generation.sheets.about import About
from generation.sheets.midi_told import told_events

Answer = TypeVar("Answer", HttpResponse, Media)
_SOON = 10  # seconds
_BEING_MADE = (
    "The audio of this song is being made, or made again. The song itself is safe; "
    "ask again in a moment."
)


@require_safe
def share_page(request: HttpRequest, place: Place) -> HttpResponse:
    return guarded(render(request, "sharing/share.html", share_context(request, place)), place)


@sandboxed
@require_safe
def midi(request: HttpRequest, place: Shown) -> HttpResponse:
    about = about_of(request, place)
    kind = f"mid-2-{sha256(repr(about).encode()).hexdigest()[:12]}"

    def made() -> bytes:
        song = place.stored.song
        return write_midi(song, told_events(song, about))

    response = _made_once(request, place, kind, made)
    response["Content-Type"] = "audio/midi"
    response["Content-Disposition"] = (
        content_disposition_header(True, file_name(place.title, "mid")) or ""
    )
    return guarded(response, place)


def about_of(request: HttpRequest, place: Shown) -> About:
    """Who made a song and on what terms, for files of it. A secret address stays out of them."""
    public = place.embeddable and not place.secret
    address = request.build_absolute_uri(place.page) if public else ""
    return About(place.maker, Licence(place.licence).label, address)


@sandboxed
@embeddable
@require_safe
def card(request: HttpRequest, place: Shown) -> HttpResponse:
    """Title, maker and notes as a picture, for previews of links."""
    words = Words(place.title, place.maker, Licence(place.licence).label)
    # Of the same notes there are as many as they have titles.
    kind = f"card-2-{sha256(repr(words).encode()).hexdigest()[:16]}"
    response = _made_once(request, place, kind, lambda: card_png(place.stored.song, words))
    response["Content-Type"] = "image/png"
    return guarded(response, place)


@sandboxed
@require_safe
def cover(request: HttpRequest, place: Shown) -> HttpResponse:
    """The same in small, for tiles."""
    response = _made_once(request, place, "cover-1", lambda: cover_png(place.stored.song))
    response["Content-Type"] = "image/png"
    return guarded(response, place)


@sandboxed
@embeddable
@require_safe
def audio(request: HttpRequest, place: Shown) -> Media:
    rendering = audio_of(place)
    if rendering and rendering.state == RenderingState.QUEUED:
        return guarded(_later(request), place)
    if rendering is None or rendering.state != RenderingState.DONE:
        raise Http404
    name = file_name(place.title, "mp3")
    try:
        return guarded(ranged_response(request, rendering.audio, rendering.song_id, name), place)
    except FileNotFoundError:  # it went at this very moment
        rendering_lost(rendering=rendering)
        return guarded(_later(request), place)


def _later(request: HttpRequest) -> HttpResponse:
    answer = refusal_response(
        request, Refusal("audio_being_made", _BEING_MADE, 503, retry_after=_SOON)
    )
    # Django would write the address into the log, and that of a secret link opens the song.
    answer._has_been_logged = True  # type: ignore[attr-defined]
    return answer


@sandboxed
@require_safe
def notes(request: HttpRequest, place: Shown) -> HttpResponse:
    """The song document, for the picture of its notes."""
    response = _unchanged(request, place, "notes") or HttpResponse(place.stored.document_json)
    response["Content-Type"] = "application/json"
    return guarded(_revalidated(response, place, "notes"), place)


@require_safe
def rendering(request: HttpRequest, place: Shown) -> HttpResponse:
    """How far the audio is: state `none`, `queued`, `done` or `failed`, seconds, peaks (0-100) and
    its address."""
    found = audio_of(place)
    body: dict[str, Any] = {"state": found.state if found else "none"}
    if found and found.state == RenderingState.DONE:
        body |= {
            "seconds": found.seconds,
            "peaks": found.peaks,
            "audio": f"{place.address}song.mp3",
        }
    response = JsonResponse(body)
    response["Cache-Control"] = "no-store"
    return guarded(response, place)


def share_context(request: HttpRequest, place: Place) -> dict[str, Any]:
    composition = place.composition
    return {
        "place": place,
        "song": composition,
        "mine": request.user == composition.owner,
        "rendering": (rendering := audio_of(place)),
        "hearts": hearts_of(composition=composition.pk),
        "plays": plays_of(composition=composition.pk),
        "remixes": remixes_heard(composition=composition.pk),
        "loves": loves(person=request.user, composition=composition.pk),
        "recording_waits": bool(rendering and must_wait(rendering)),
        "steps": steps_of(lineage := lineage_of(composition=composition)),
        "sources": sources_of(lineage, viewer_of(request)),
        "provenance": provenance_known(composition=composition),
        "link": request.build_absolute_uri(place.address),
        "maker": request.build_absolute_uri(composition.owner.get_absolute_url()),
        "oembed": request.build_absolute_uri(reverse("oembed")),
        "embed": request.build_absolute_uri(place.embed_address),
        "visibilities": Visibility.choices,
        **_licences_offered(composition, mine=request.user == composition.owner),
    }


def viewer_of(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None


def _licences_offered(composition: Composition, *, mine: bool) -> dict[str, Any]:
    """For its maker: what may be chosen, and what stands chosen; for a song that nobody has been
    shown yet that is what they chose last."""
    if not mine:
        return {}
    before = composition.licence
    fresh = composition.visibility == Visibility.PRIVATE and before == Licence.ALL_RIGHTS_RESERVED
    last = licence_last_chosen(owner=composition.owner) if fresh else ""
    choices = choices_for(under=composition.remixed_under)
    offered = last in {choice.value for choice in choices}
    return {
        "licences": choices,
        "licence_chosen": last if offered else before,
        "licence_remembered": offered and last != before,
        "remixed_under": composition.remixed_under,
    }


def guarded(response: Answer, place: Shown) -> Answer:
    """Keeps what is not public out of caches and search engines, and secret addresses out of
    Referer headers."""
    if not place.for_all:
        response["Cache-Control"] = "private, no-store"
        response["X-Robots-Tag"] = "noindex"
    if place.secret:
        response["Referrer-Policy"] = "no-referrer"
    return response


def _made_once(
    request: HttpRequest, place: Shown, kind: str, make: Callable[[], bytes]
) -> HttpResponse:
    """What is made of the song once for everybody; 304 for who has it already."""

    def counted() -> bytes:
        with work_counted(request):
            return make()

    response = _unchanged(request, place, kind)
    return _revalidated(
        response or HttpResponse(made_once(digest=place.digest, kind=kind, make=counted)),
        place,
        kind,
    )


def _unchanged(request: HttpRequest, place: Shown, kind: str) -> HttpResponse | None:
    answer = get_conditional_response(request, etag=_etag(place, kind))
    return answer if isinstance(answer, HttpResponse) else None


def _revalidated(response: HttpResponse, place: Shown, kind: str) -> HttpResponse:
    """Others may keep it and must ask each time whether the song may still be seen."""
    response["ETag"] = _etag(place, kind)
    response["Cache-Control"] = "public, no-cache"
    return response


def _etag(place: Shown, kind: str) -> str:
    return f'"{place.digest}.{kind}"'


def audio_of(place: Shown) -> Rendering | None:
    return recording_checked(digest=place.digest)
