"""Forms by which the owner of a playlist changes it, and the page that puts a song into one."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from chartbusters.accounts.models import User
from chartbusters.accounts.people import person_signed_in
from chartbusters.compositions.models import Composition, Visibility
from chartbusters.compositions.selectors import compositions_visible
from chartbusters.playlists import selectors, services
from chartbusters.playlists.models import Playlist
from chartbusters.playlists.views import FIELDS, LIMITS, playlist_link, playlist_page
from chartbusters.web.errors import Refusal
from chartbusters.web.pagination import digits


def _mine(request: HttpRequest, pk: UUID) -> Playlist:
    found = selectors.playlists_of(owner=person_signed_in(request)).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def add(request: HttpRequest, song: UUID) -> HttpResponse:
    """Into which of my playlists a song goes; or into a new one."""
    person = person_signed_in(request)
    found = compositions_visible(user=person).filter(pk=song).first()
    if found is None:
        raise Http404
    if request.method == "POST":
        return _added(request, person, found)
    mine = list(selectors.playlists_of(owner=person))
    held = selectors.holding(owner=person, composition=song)
    context = {"song": found, "playlists": [(one, one.pk in held) for one in mine], **LIMITS}
    return render(request, "playlists/add.html", context)


def _added(request: HttpRequest, person: User, song: Composition) -> HttpResponse:
    if "title" in request.POST:
        into = services.playlist_create(owner=person, title=request.POST["title"])
    else:
        into = _mine(request, _key(request.POST.get("playlist", "")))
    services.playlist_add(playlist=into, composition=song.pk)
    messages.success(request, f"“{song.title}” is in your playlist “{into.title}”.")
    return redirect(into if "title" in request.POST else song)


@require_POST
@login_required
def settings(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What it is called, what is said of it, who may see it, and its secret link."""
    playlist = _mine(request, pk)
    if "make_link" not in request.POST:
        words = {name: request.POST[name] for name in FIELDS if name in request.POST}
        playlist = services.playlist_update(playlist=playlist, **words)
        if playlist.visibility != Visibility.SECRET or playlist.secret_hash:
            messages.success(request, "Saved.")
            return redirect(playlist)
    # A secret one without a link would be shown to nobody.
    token = services.playlist_link_make(playlist=playlist)
    playlist = _mine(request, pk)
    return playlist_page(request, playlist, secret_link=playlist_link(request, token))


@require_POST
@login_required
def songs(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One step of its order, for who has no scripts; a song taken out; and one put back."""
    playlist = _mine(request, pk)
    song = _key(request.POST.get("song", ""))
    if "remove" in request.POST:
        at = services.playlist_remove(playlist=playlist, composition=song)
        back = "" if at is None else f"?removed={song}.{at}"
        return redirect(f"{playlist.get_absolute_url()}{back}")
    if "put_back" in request.POST:
        at = int(digits(request.POST["put_back"][:4]) or 0)
        services.playlist_add(playlist=playlist, composition=song, before=at)
    else:
        _step(request, playlist, song)
    return redirect(f"{playlist.get_absolute_url()}#song-{song}")


def _step(request: HttpRequest, playlist: Playlist, song: UUID) -> None:
    """One place up or down, from the order that stood on the page."""
    order = list(playlist.places.values_list("composition", flat=True))
    at = order.index(song) if song in order else -1
    to = at + (1 if request.POST.get("move") == "down" else -1)
    if at >= 0 and 0 <= to < len(order):
        order[at], order[to] = order[to], order[at]
        version = int(digits(request.POST.get("version", "")[:9]) or 0)
        services.playlist_order(playlist=playlist, songs=order, version=version)


@require_POST
@login_required
def delete(request: HttpRequest, pk: UUID) -> HttpResponse:
    playlist = _mine(request, pk)
    services.playlist_delete(playlist=playlist)
    messages.success(request, f"The playlist “{playlist.title}” is deleted. Its songs stay.")
    return redirect("playlists")


def _key(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Refusal("invalid", "That names no song and no playlist.", 400) from None
