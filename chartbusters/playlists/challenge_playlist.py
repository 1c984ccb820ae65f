"""The playlist of a challenge, which makes itself: its entries in the order of their ranks, once
the result is told. Before, there is none: an order, or names, would tell what ballots must not."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from chartbusters.challenges.models import Challenge
from chartbusters.challenges.people import names_of, people_of
from chartbusters.discovery.selectors import challenge_told
from chartbusters.playlists.in_order import entries_in_order


@require_safe
def challenge_playlist(request: HttpRequest, slug: str) -> HttpResponse:
    challenge = challenge_told(slug=slug)
    if challenge is None:
        raise Http404
    lines = _lines(challenge)
    card = reverse("challenge-card", args=[challenge.slug])
    context = {
        "challenge": challenge,
        "lines": lines,
        "address": request.build_absolute_uri(),
        "picture": request.build_absolute_uri(card),
    }
    return render(request, "playlists/challenge.html", context)


def _lines(challenge: Challenge) -> list[dict[str, Any]]:
    shown, results = entries_in_order(challenge=challenge)
    people = people_of(shown)
    return [
        {"entry": one, "result": results.get(one.pk), "by_whom": names_of(people[one.pk])}
        for one in shown
    ]
