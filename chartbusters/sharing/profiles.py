"""The page of a person."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from chartbusters.accounts.selectors import person_by_name
from chartbusters.challenges.people import written_with
from chartbusters.compositions.models import Visibility
from chartbusters.following import selectors as following
from chartbusters.playlists.selectors import playlists_told
from chartbusters.sharing.entered import entered_by
from chartbusters.sharing.placed import places_told
from chartbusters.sharing.selectors import person_told, songs_on_profile
from chartbusters.web.pagination import digits
from chartbusters.web.shelf import shared_page

PAGE = 30
MOST_REPOSTED = 12  # songs
MOST_TOGETHER = 20  # entries that were made with others
HUES = 7  # colours that the style sheet has for avatars


@require_safe
def profile(request: HttpRequest, username: str) -> HttpResponse:
    def context(seen: HttpRequest) -> dict[str, Any]:
        return _context(seen, username)

    return shared_page(request, "sharing/profile.html", lambda: _told(username), context)


def _told(username: str) -> object:
    told = person_told(username=username, songs=PAGE)
    if told is None:
        return None
    person = told[0].pk
    return told, entered_by(person=person).shows, places_told(person=person), _heard_of(person)


def _heard_of(person: int) -> dict[str, Any]:
    """Who follows whom, what they pass on, and the playlists that they show."""
    return {
        "followers": following.followers_count(person=person),
        "following": following.following_count(person=person),
        "playlists": playlists_told(owner=person),
        "reposted": following.songs_reposted(person=person, count=MOST_REPOSTED),
    }


def _context(request: HttpRequest, username: str) -> dict[str, Any]:
    person = person_by_name(username=username)
    if person is None:
        raise Http404
    pages = Paginator(songs_on_profile(person=person, viewer=request.user), PAGE)
    songs = pages.get_page(digits(request.GET.get("page")))
    mine = request.user == person
    first = next((song for song in songs if song.visibility == Visibility.PUBLIC), None)
    return {
        "person": person,
        "songs": songs,
        "mine": mine,
        "entered": entered_by(person=person.pk),
        "placed": places_told(person=person.pk),
        "canonical": request.build_absolute_uri(person.get_absolute_url()),
        "picture": first and request.build_absolute_uri(f"{first.get_absolute_url()}card.png"),
        "written_with": written_with(person=person, count=MOST_TOGETHER),
        "ties": following.ties_of(viewer=request.user, person=person),
        **_heard_of(person.pk),
        "hue": sum(person.username.encode()) % HUES + 1,
    }
