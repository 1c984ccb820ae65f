"""The page of a person."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chartbusters.accounts.selectors import person_by_name
from chartbusters.sharing.selectors import songs_on_profile
from chartbusters.web.pagination import digits

PAGE = 30
HUES = 7  # colours that the style sheet has for avatars


@require_safe
def profile(request: HttpRequest, username: str) -> HttpResponse:
    person = person_by_name(username=username)
    if person is None:
        raise Http404
    pages = Paginator(songs_on_profile(person=person, viewer=request.user), PAGE)
    songs = pages.get_page(digits(request.GET.get("page")))
    mine = request.user == person
    context = {"person": person, "songs": songs, "mine": mine, "hue": sum(person.username.encode()) % HUES + 1}
    return render(request, "sharing/profile.html", context)
