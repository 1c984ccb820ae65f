"""Pages of songs that are found, and the button of hearts."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from chartbusters.accounts.people import person_signed_in
from chartbusters.compositions.selectors import compositions_visible
from chartbusters.discovery import selectors, services
from chartbusters.discovery.facts import genres_known
from chartbusters.discovery.terms import MOST_TYPED
from chartbusters.discovery.wishes import SORTS, Wish, place_read, wish_read
from chartbusters.web.pagination import number_asked
from chartbusters.web.shelf import shared_page
from generation.techniques import TECHNIQUES


@require_safe
def songs(request: HttpRequest) -> HttpResponse:
    """All songs that everybody may hear, and what somebody looks for among them."""
    return shared_page(request, "discovery/songs.html", _fresh, _context)


def _fresh() -> object:
    """All that visitors see on the first page."""
    return selectors.songs_found(wish=Wish())


def _context(request: HttpRequest) -> dict[str, Any]:
    wish, after = wish_read(request.GET), place_read(request.GET.get("after"))
    return {
        "wish": wish,
        "found": selectors.songs_found(wish=wish, after=after),
        "begun": after is None,
        "sorts": [(name, label, wish.query(sort=name)) for name, label in SORTS.items()],
        "genres": genres_known(),
        "techniques": [(name, one.title) for name, one in TECHNIQUES.items()],
        "challenge": selectors.challenge_told(slug=wish.challenge) if wish.challenge else None,
        "challenges": selectors.challenges_named(wish=wish),
        "query": wish.query(),
        "without_challenge": wish.query(challenge=""),
        "without_tag": wish.query(tag=""),
        "most_typed": MOST_TYPED,
        "canonical": request.build_absolute_uri(reverse("songs")),
    }


@require_safe
@login_required
def loved(request: HttpRequest) -> HttpResponse:
    """What one loves, for oneself alone."""
    person, before = person_signed_in(request), number_asked(request.GET.get("before"))
    found, more = selectors.songs_loved(person=person, before=before)
    context = {"songs": found, "more": more, "begun": not before}
    return render(request, "discovery/loved.html", context)


@login_required
@require_POST
def heart(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Gives a heart, or takes it back."""
    person = person_signed_in(request)
    song = compositions_visible(user=person).filter(pk=pk).first()
    if song is None:
        raise Http404
    act = services.heart_take if "take" in request.POST else services.heart_give
    act(song=song, person=person)
    return redirect(song)
