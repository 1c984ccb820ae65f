"""Atom feeds of fresh songs: of the site, and of one person."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from chartbusters.accounts.selectors import person_by_name
from chartbusters.compositions.models import DEEDS, Licence
from chartbusters.discovery import selectors
from chartbusters.discovery.songs import Song
from chartbusters.discovery.wishes import Wish
from chartbusters.web.feeds import SECONDS, Feed, feed_response

MOST = 30


@require_safe
@cache_control(max_age=SECONDS)
def songs_feed(request: HttpRequest) -> HttpResponse:
    """The freshest songs of the site."""
    return _feed(
        request,
        "Fresh songs on Chartbusters",
        reverse("songs"),
        lambda: selectors.songs_found(wish=Wish(), size=MOST).songs,
    )


@require_safe
@cache_control(max_age=SECONDS)
def person_feed(request: HttpRequest, username: str) -> HttpResponse:
    """The freshest songs of a person."""
    person = person_by_name(username=username)
    if person is None:
        raise Http404
    title, link = f"Songs by {person.shown_name}", person.get_absolute_url()
    return _feed(request, title, link, lambda: selectors.songs_by(person=person, count=MOST))


def _feed(
    request: HttpRequest, title: str, link: str, songs: Callable[[], list[Song]]
) -> HttpResponse:
    feed = Feed(title, link, lambda site: [_item(song, site) for song in songs()])
    return feed_response(request, feed, songs)


def _item(song: Song, site: Callable[[str], str]) -> dict[str, Any]:
    licence = Licence(song.licence)
    said = [song.genre.capitalize(), song.length, licence.label]
    return {
        "title": song.title,
        "link": site(song.address),
        "unique_id": f"urn:uuid:{song.pk}",
        "description": ", ".join(filter(None, said)),
        "item_copyright": " ".join(filter(None, [licence.label, DEEDS.get(licence)])),
        "author_name": song.maker,
        "author_link": site(reverse("profile", args=[song.username])),
        "pubdate": song.listed_at,
        "updateddate": song.updated_at,
    }
