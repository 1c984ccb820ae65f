"""Atom feeds of fresh songs: of the site, and of one person."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from chartbusters.accounts.selectors import person_by_name
from chartbusters.compositions.models import Licence
from chartbusters.discovery import selectors
from chartbusters.discovery.songs import Song
from chartbusters.discovery.wishes import Wish
from chartbusters.web.shelf import kept

MINUTES = 300  # seconds for which a reader need not ask again
MOST = 30


@require_safe
@cache_control(max_age=MINUTES)
def songs_feed(request: HttpRequest) -> HttpResponse:
    """The freshest songs of the site."""
    about = {"title": "Fresh songs on Chartbusters", "link": reverse("songs")}
    return _feed(request, about, lambda: selectors.songs_found(wish=Wish(), size=MOST).songs)


@require_safe
@cache_control(max_age=MINUTES)
def person_feed(request: HttpRequest, username: str) -> HttpResponse:
    """The freshest songs of a person."""
    person = person_by_name(username=username)
    if person is None:
        raise Http404
    about = {"title": f"Songs by {person.shown_name}", "link": person.get_absolute_url()}
    return _feed(request, about, lambda: selectors.songs_by(person=person, count=MOST))


def _feed(
    request: HttpRequest, about: dict[str, str], songs: Callable[[], list[Song]]
) -> HttpResponse:
    name = ("feed", request.build_absolute_uri())
    text = kept(name, lambda: (about, songs()), lambda: _drawn(request, about, songs()))
    return HttpResponse(text, content_type="application/atom+xml; charset=utf-8")


def _drawn(request: HttpRequest, about: dict[str, str], songs: list[Song]) -> str:
    site = request.build_absolute_uri
    feed = Atom1Feed(
        title=about["title"],
        link=site(about["link"]),
        description="",
        feed_url=site(request.path),
        language="en",
    )
    for song in songs:
        feed.add_item(**_item(song, site))
    return feed.writeString("utf-8")


def _item(song: Song, site: Callable[[str], str]) -> dict[str, Any]:
    said = [song.genre.capitalize(), song.length, Licence(song.licence).label]
    return {
        "title": song.title,
        "link": site(song.address),
        "unique_id": f"urn:uuid:{song.pk}",
        "description": ", ".join(filter(None, said)),
        "author_name": song.maker,
        "author_link": site(reverse("profile", args=[song.username])),
        "pubdate": song.listed_at,
        "updateddate": song.updated_at,
    }
