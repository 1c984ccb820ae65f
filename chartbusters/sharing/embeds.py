"""The player in other people's pages: of a song, of an entry, of all songs of a person; and the
script by which their pages steer it."""

import hashlib
from collections.abc import Callable
from functools import lru_cache, wraps
from itertools import islice
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from chartbusters.accounts.selectors import person_by_name
from chartbusters.compositions.models import Rendering, song_address
from chartbusters.sharing.addresses import NOTHING, Place
from chartbusters.sharing.oembed import place_at
from chartbusters.sharing.selectors import songs_fresh, songs_on_profile
from chartbusters.sharing.sounds import Shown, sound_of
from chartbusters.sharing.views import audio_of, guarded
from chartbusters.web.errors import Refusal
from chartbusters.web.framing import embeddable

MOST = 30  # songs of a person in one player
SCRIPT = settings.BASE_DIR / "frontend" / "dist" / "widgetapi.js"
DAY = 86_400


def framed(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A player, or why there is none: said inside the frame, which would stay empty otherwise."""

    @wraps(view)
    def shown(request: HttpRequest, **address: Any) -> HttpResponse:
        try:
            return view(request, **address)
        except Refusal as refusal:
            words = {"words": refusal.message}
            return render(request, "sharing/embed_missing.html", words, status=refusal.status)

    framing: Callable[..., HttpResponse] = embeddable(require_safe(shown))  # type: ignore[assignment]
    return framing


def embed(request: HttpRequest, place: Shown) -> HttpResponse:
    return guarded(_drawn(request, [place]), place)


@framed
def embed_person(request: HttpRequest, username: str) -> HttpResponse:
    """The songs of a person that everybody may hear, the last touched first."""
    person = person_by_name(username=username)
    if person is None:
        raise Refusal("not_found", NOTHING, 404)
    songs = songs_on_profile(person=person, viewer=AnonymousUser()).filter(head__isnull=False)
    places = [
        Place(song, reverse("embed", args=[song.pk]))
        for song in islice(songs.select_related("head__song").defer(*_NOTES), MOST)
    ]
    if not places:
        raise Refusal("not_found", NOTHING, 404)
    return _drawn(request, places)


_NOTES = ("head__song__packed", "head__song__plain")


def _drawn(request: HttpRequest, places: list[Shown] | list[Place]) -> HttpResponse:
    first, *_ = places
    found = Rendering.objects.in_bulk([place.digest for place in places])
    rendering = audio_of(first)
    context: dict[str, Any] = {
        "place": first,
        "places": places if len(places) > 1 else [],
        "rendering": rendering,
        "link": request.build_absolute_uri(first.page),
        "sounds": [
            sound_of(place, request.build_absolute_uri, found.get(place.digest)) for place in places
        ],
    }
    return render(request, "sharing/embed.html", context)


@require_safe
def player(request: HttpRequest) -> HttpResponse:
    """`?url=` is the address of a song, as SoundCloud's player takes it, with all that is asked of
    the player beside it. Without one: how to put songs on a page and steer them."""
    return _player_of(request) if "url" in request.GET else _tried(request)


@framed
def _player_of(request: HttpRequest) -> HttpResponse:
    place = place_at(request, request.GET["url"])
    asked = request.GET.copy()
    del asked["url"]
    asked_for = f"?{asked.urlencode()}" if asked else ""
    return redirect(f"{place.embed_address}{asked_for}")


def _tried(request: HttpRequest) -> HttpResponse:
    newest = [
        song_address(username=song.owner__username, slug=song.slug) for song in songs_fresh(count=1)
    ]
    example = next(map(request.build_absolute_uri, newest), None)
    context = {"example": example, "site": request.build_absolute_uri("/")[:-1]}
    return render(request, "sharing/steer.html", context)


@require_safe
def script(request: HttpRequest) -> HttpResponse:
    """For pages of other sites, which name one address for years: it may be kept for a day, and
    asked for again by its digest."""
    found = _script(SCRIPT.stat().st_mtime_ns if SCRIPT.exists() else 0)
    if found is None:
        raise Http404
    text, etag = found
    unchanged = get_conditional_response(request, etag=etag)
    response = unchanged if isinstance(unchanged, HttpResponse) else HttpResponse(text)
    response["Content-Type"] = "text/javascript; charset=utf-8"
    response["ETag"] = etag
    response["Cache-Control"] = f"public, max-age={DAY}, stale-while-revalidate={7 * DAY}"
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@lru_cache(maxsize=2)
def _script(changed: int) -> tuple[bytes, str] | None:
    if not changed:
        return None
    text = SCRIPT.read_bytes()
    return text, f'"{hashlib.sha256(text).hexdigest()[:32]}"'
