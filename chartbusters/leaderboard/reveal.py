"""The end of a challenge as a moment: third, second and first, one after the other."""

from typing import Any, NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chartbusters.accounts.models import User
from chartbusters.challenges.models import Entry, Phase
from chartbusters.challenges.people import in_words, people_of
from chartbusters.challenges.selectors import challenge_told
from chartbusters.challenges.terms import minimum_votes
from chartbusters.compositions.models import Visibility
from chartbusters.leaderboard.final.selectors import final_of, rows_after
from chartbusters.leaderboard.rows import rows_first
from chartbusters.leaderboard.showing import board_told

PLACES = 3
ORDINALS = ("First", "Second", "Third")


class Placed(NamedTuple):
    """One of the first, as everybody is told of it."""

    place: int
    rank: str  # every rank that votes, and jurors, allow
    entry: Entry
    makers: str
    points: str

    @property
    def ordinal(self) -> str:
        return ORDINALS[self.place - 1]

    @property
    def sure(self) -> bool:
        return self.rank == str(self.place)

    @property
    def range_words(self) -> str:
        if self.sure:
            return f"Surely {self.ordinal.lower()}"
        return f"Ranks {self.rank.replace('-', ' to ')} are possible"

    @property
    def public(self) -> bool:
        song = self.entry.composition
        return song is not None and song.visibility == Visibility.PUBLIC


def places_told(*, challenge: Any) -> list[Placed]:
    """The first three, the third first; nothing while voting is not over, or nothing is decided."""
    if challenge.phase != Phase.CLOSED:
        return []
    found = _by_votes(challenge) if challenge.weight_public == 100 else _by_all(challenge)
    return found[::-1]


def _by_votes(challenge: Any) -> list[Placed]:
    run = board_told(challenge=challenge)
    if run is None or run.run__votes < minimum_votes(challenge):
        return []
    rows = rows_first(challenge=challenge, run=run.run_id, count=PLACES)
    entries = _entries([row.told.pk for row in rows])
    return [
        Placed(
            place,
            row.rank,
            entries[row.told.pk],
            row.maker or "",
            f"{row.told.standings__rating:.0f} points from {row.told.standings__votes} votes",
        )
        for place, row in enumerate(rows, 1)
    ]


def _by_all(challenge: Any) -> list[Placed]:
    board = final_of(challenge=challenge)
    if board is None or not board.figures.get("ranked"):
        return []
    rows = list(rows_after(board=board, position=0)[:PLACES])
    people = people_of(row.entry for row in rows)
    return [
        Placed(
            place,
            row.rank,
            row.entry,
            _names(people[row.entry_id]),
            f"{100 * row.final:.0f} of 100 on the final board",
        )
        for place, row in enumerate(rows, 1)
        if row.final is not None
    ]


def _names(people: list[User]) -> str:
    return in_words([one.shown_name for one in people])


def _entries(keys: list[Any]) -> dict[Any, Entry]:
    return Entry.objects.select_related("composition", "maker").in_bulk(keys)


@require_safe
def reveal(request: HttpRequest, slug: str) -> HttpResponse:
    """Told step by step where the page's script runs, at once where it does not."""
    challenge = challenge_told(slug=slug)
    if challenge is None:
        raise Http404
    context = {"challenge": challenge, "tab": "reveal", "places": places_told(challenge=challenge)}
    return render(request, "leaderboard/reveal.html", context)
