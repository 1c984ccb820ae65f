"""The playlist of a challenge, which makes itself: its entries in the order of their ranks, once
the result is told. Before, there is none: an order, or names, would tell what ballots must not."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from chartbusters.challenges.models import Challenge, Entry
from chartbusters.challenges.people import names_of, people_of
from chartbusters.challenges.results import results_of
from chartbusters.challenges.sealing import entries_sealed
from chartbusters.challenges.selectors import entries_ended
from chartbusters.discovery.selectors import challenge_told
from chartbusters.playlists.services.songs import MOST_SONGS


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
    """What everybody may hear of its entries now, the first first; those of equal ranks, and those
    without one, by their numbers."""
    heard = entries_ended().filter(challenge=challenge, disqualified_at=None)
    results = results_of(entries=list(heard.values_list("pk", flat=True)))
    entries = list(heard.exclude(entries_sealed()))

    def place(entry: Entry) -> tuple[int, int, int]:
        result = results.get(entry.pk)
        last = len(entries) + len(results)
        return (result.low, result.high, entry.number) if result else (last, last, entry.number)

    shown = sorted(entries, key=place)[:MOST_SONGS]
    people = people_of(shown)
    return [
        {"entry": one, "result": results.get(one.pk), "by_whom": names_of(people[one.pk])}
        for one in shown
    ]
