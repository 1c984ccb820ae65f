"""The first page: melodies that sound at one click, and what goes on here."""

from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from chartbusters.challenges.selectors import challenges_first
from chartbusters.compositions.presets import presets
from chartbusters.sharing.selectors import songs_fresh
from chartbusters.web.front import PARTS
from chartbusters.web.shelf import kept_part, shared_page
from generation.music.document import to_document

MELODIES = 9
CHALLENGES = 3
SONGS = 6


@require_safe
def landing(request: HttpRequest) -> HttpResponse:
    """All of it is the same for everybody, but for the frame around it."""
    return shared_page(request, "pages/landing.html", _shows, _framed)


def _framed(_: Any) -> dict[str, Any]:
    return {"all": kept_part("pages/_landing.html", _shows, _context)}


def _shows() -> object:
    """Rows of the database and parts of other rooms; the melodies are part of the program."""
    return (
        challenges_first(count=CHALLENGES),
        songs_fresh(count=SONGS),
        [make().shows for make in PARTS],
    )


def _context() -> dict[str, Any]:
    return {
        "melodies": presets()[:MELODIES],
        "documents": _documents(),
        "challenges": challenges_first(count=CHALLENGES),
        "parts": [make().draw() for make in PARTS],
        "songs": songs_fresh(count=SONGS),
    }


@cache
def _documents() -> dict[str, Any]:
    return {melody.slug: to_document(melody.song) for melody in presets()[:MELODIES]}
