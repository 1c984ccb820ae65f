"""Pages of playlists: one's own, those of a person, and one with its songs."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from chartbusters.accounts.people import person_signed_in
from chartbusters.accounts.selectors import person_by_name
from chartbusters.compositions.models import Visibility
from chartbusters.playlists import selectors, services
from chartbusters.playlists.models import LONGEST_DESCRIPTION, LONGEST_TITLE, Playlist
from chartbusters.playlists.services.songs import MOST_SONGS
from chartbusters.web.pagination import digits

LIMITS = {
    "longest_title": LONGEST_TITLE,
    "longest_description": LONGEST_DESCRIPTION,
    "most_songs": MOST_SONGS,
}
FIELDS = ("title", "description", "visibility")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """All of mine, and a form for a new one."""
    person = person_signed_in(request)
    if request.method == "POST":
        words = {name: request.POST[name] for name in FIELDS if name in request.POST}
        return redirect(services.playlist_create(owner=person, **{"title": "", **words}))
    page = _page(request, selectors.playlists_of(owner=person))
    return render(request, "playlists/mine.html", {**page, **LIMITS})


@require_safe
def theirs(request: HttpRequest, username: str) -> HttpResponse:
    """Those of a person that everybody may see."""
    person = person_by_name(username=username)
    if person is None:
        raise Http404
    page = _page(request, selectors.playlists_public_of(owner=person))
    return render(request, "playlists/theirs.html", {"person": person, **page})


def _page(request: HttpRequest, playlists: Any) -> dict[str, Any]:
    pages = Paginator(playlists, selectors.SIZE)
    page = pages.get_page(digits(request.GET.get("page")))
    counts = selectors.counts_of(playlists=list(page))
    return {"page": page, "playlists": [(one, counts.get(one.pk, 0)) for one in page]}


@require_safe
def playlist(request: HttpRequest, username: str, slug: str) -> HttpResponse:
    found = selectors.playlist_at(username=username, slug=slug, user=request.user)
    if found is None:
        raise Http404
    return playlist_page(request, found)


@require_safe
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """A secret one, for whoever has its link."""
    found = selectors.playlist_by_token(token=token)
    if found is None:
        raise Http404
    response = playlist_page(request, found, by_link=True)
    response["Referrer-Policy"] = "no-referrer"
    return response


def playlist_page(
    request: HttpRequest, playlist: Playlist, *, by_link: bool = False, **more: Any
) -> HttpResponse:
    """One playlist with its songs; for its owner with what changes them."""
    lines = selectors.lines_of(playlist=playlist, viewer=request.user)
    owns = request.user == playlist.owner and not by_link
    seconds = sum(line.song.seconds or 0 for line in lines if line.song)
    address = request.build_absolute_uri(playlist.get_absolute_url())
    covers = [line.song for line in lines if line.song and not line.own][:4]
    context = {
        "playlist": playlist,
        "lines": lines,
        "owns": owns,
        "minutes": round(seconds / 60),
        "covers": covers,
        "address": address,
        "picture": covers and request.build_absolute_uri(f"{covers[0].address}card.png"),
        "visibilities": Visibility.choices,
        "removed": _removed(request) if owns else None,
        **LIMITS,
        **more,
    }
    response = render(request, "playlists/playlist.html", context)
    if playlist.visibility != Visibility.PUBLIC:
        response["Cache-Control"] = "private, no-store"
        response["X-Robots-Tag"] = "noindex"
    return response


def _removed(request: HttpRequest) -> tuple[UUID, int] | None:
    """The song that was taken out just now, and from where, as the address says."""
    song, _, at = request.GET.get("removed", "").partition(".")
    try:
        return UUID(song), int(digits(at[:4]) or 0)
    except ValueError:
        return None


def playlist_link(request: HttpRequest, token: str) -> str:
    return request.build_absolute_uri(reverse("secret-playlist", args=[token]))
