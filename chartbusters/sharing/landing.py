"""The first page: melodies that sound at one click, and what goes on here."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chartbusters.challenges.selectors import challenges_listed
from chartbusters.compositions.presets import presets
from chartbusters.sharing.selectors import songs_fresh
from generation.music.document import to_document

MELODIES = 9
CHALLENGES = 3
SONGS = 6


@require_safe
def landing(request: HttpRequest) -> HttpResponse:
    melodies = presets()[:MELODIES]
    context = {
        "melodies": melodies,
        "documents": {melody.slug: to_document(melody.song) for melody in melodies},
        "challenges": challenges_listed()[:CHALLENGES],
        "songs": songs_fresh(count=SONGS),
    }
    return render(request, "pages/landing.html", context)
