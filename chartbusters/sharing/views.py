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

from chartbusters.compositions.models import (
    Licence,
    Rendering,
    RenderingState,
    Visibility,
)
from chartbusters.compositions.recordings import recording_checked
from chartbusters.compositions.rendering import rendering_lost
from chartbusters.compositions.rendering_queue import must_wait
from chartbusters.compositions.selectors import lineage_of
from chartbusters.discovery.selectors import hearts_of, loves
from chartbusters.sharing.addresses import Place
from chartbusters.sharing.lineage import steps_of
from chartbusters.sharing.made_once import made_once
from chartbusters.sharing.media import Media, ranged_response
from chartbusters.sharing.preview_image import card_png, cover_png
from chartbusters.web.costs import work_counted
from chartbusters.web.downloads import file_name, sandboxed
from chartbusters.web.errors import Refusal
from chartbusters.web.exception_handler import refusal_response
from chartbusters.web.framing import embeddable
from generation.models import StoredSong
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


@embeddable
@require_safe
def embed(request: HttpRequest, place: Place) -> HttpResponse:
    context = {"place": place, "song": place.composition, "rendering": _audio(place)}
    context["link"] = request.build_absolute_uri(_page_address(place))
    return guarded(render(request, "sharing/embed.html", context), place)


@sandboxed
@require_safe
def midi(request: HttpRequest, place: Place) -> HttpResponse:
    about = about_of(request, place)
    kind = f"mid-2-{sha256(repr(about).encode()).hexdigest()[:12]}"

    def made() -> bytes:
        song = _song(place).song
        return write_midi(song, told_events(song, about))

    response = _made_once(request, place, kind, made)
    response["Content-Type"] = "audio/midi"
    response["Content-Disposition"] = (
        content_disposition_header(True, file_name(place.composition.title, "mid")) or ""
    )
    return guarded(response, place)


def about_of(request: HttpRequest, place: Place) -> About:
    """Who made a song and on what terms, for files of it. A secret address stays out of them."""
    song = place.composition
    public = place.embeddable and not place.secret
    address = request.build_absolute_uri(song.get_absolute_url()) if public else ""
    return About(song.owner.shown_name, song.get_licence_display(), address)


@sandboxed
@embeddable
@require_safe
def card(request: HttpRequest, place: Place) -> HttpResponse:
    """The notes as a picture, for previews of links."""
    response = _made_once(request, place, "card-1", lambda: card_png(_song(place).song))
    response["Content-Type"] = "image/png"
    return guarded(response, place)


@sandboxed
@require_safe
def cover(request: HttpRequest, place: Place) -> HttpResponse:
    """The same in small, for tiles."""
    response = _made_once(request, place, "cover-1", lambda: cover_png(_song(place).song))
    response["Content-Type"] = "image/png"
    return guarded(response, place)


@sandboxed
@embeddable
@require_safe
def audio(request: HttpRequest, place: Place) -> Media:
    rendering = _audio(place)
    if rendering and rendering.state == RenderingState.QUEUED:
        return guarded(_later(request), place)
    if rendering is None or rendering.state != RenderingState.DONE:
        raise Http404
    name = file_name(place.composition.title, "mp3")
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
def notes(request: HttpRequest, place: Place) -> HttpResponse:
    """The song document, for the picture of its notes."""
    response = _unchanged(request, place, "notes") or HttpResponse(_song(place).document_json)
    response["Content-Type"] = "application/json"
    return guarded(_revalidated(response, place, "notes"), place)


@require_safe
def rendering(request: HttpRequest, place: Place) -> HttpResponse:
    """How far the audio is: state `none`, `queued`, `done` or `failed`, seconds, peaks (0-100) and
    its address."""
    found = _audio(place)
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
        "rendering": (rendering := _audio(place)),
        "hearts": hearts_of(composition=composition.pk),
        "loves": loves(person=request.user, composition=composition.pk),
        "recording_waits": bool(rendering and must_wait(rendering)),
        "steps": steps_of(lineage_of(composition=composition)),
        "link": request.build_absolute_uri(place.address),
        "maker": request.build_absolute_uri(composition.owner.get_absolute_url()),
        "oembed": request.build_absolute_uri(reverse("oembed")),
        "embed": request.build_absolute_uri(place.embed_address),
        "visibilities": Visibility.choices,
        "licences": Licence.choices,
    }


def guarded(response: Answer, place: Place) -> Answer:
    """Keeps what is not public out of caches and search engines, and secret addresses out of
    Referer headers."""
    if place.composition.visibility != Visibility.PUBLIC or place.secret or place.silent:
        response["Cache-Control"] = "private, no-store"
        response["X-Robots-Tag"] = "noindex"
    if place.secret:
        response["Referrer-Policy"] = "no-referrer"
    return response


def _made_once(
    request: HttpRequest, place: Place, kind: str, make: Callable[[], bytes]
) -> HttpResponse:
    """What is made of the song once for everybody; 304 for who has it already."""

    def counted() -> bytes:
        with work_counted(request):
            return make()

    response = _unchanged(request, place, kind)
    return _revalidated(
        response or HttpResponse(made_once(digest=_digest(place), kind=kind, make=counted)),
        place,
        kind,
    )


def _unchanged(request: HttpRequest, place: Place, kind: str) -> HttpResponse | None:
    answer = get_conditional_response(request, etag=_etag(place, kind))
    return answer if isinstance(answer, HttpResponse) else None


def _revalidated(response: HttpResponse, place: Place, kind: str) -> HttpResponse:
    """Others may keep it and must ask each time whether the song may still be seen."""
    response["ETag"] = _etag(place, kind)
    response["Cache-Control"] = "public, no-cache"
    return response


def _etag(place: Place, kind: str) -> str:
    return f'"{_digest(place)}.{kind}"'


def _digest(place: Place) -> str:
    assert place.composition.head is not None  # noqa: S101  places have one
    return place.composition.head.song_id


def _song(place: Place) -> StoredSong:
    assert place.composition.head is not None  # noqa: S101  places have one
    return place.composition.head.song


def _audio(place: Place) -> Rendering | None:
    return recording_checked(digest=_digest(place))


def _page_address(place: Place) -> str:
    return place.address if place.secret else place.composition.get_absolute_url()
