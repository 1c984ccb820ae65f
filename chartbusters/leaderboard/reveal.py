"""Who came third, second and first, told one after the other when voting is over."""

from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chartbusters.challenges.models import Entry, Phase
from chartbusters.challenges.people import names_of, people_of
from chartbusters.challenges.sealing import entries_sealed
from chartbusters.challenges.selectors import challenge_told
from chartbusters.challenges.terms import minimum_votes
from chartbusters.leaderboard.final.selectors import final_of
from chartbusters.leaderboard.first_rows import rows_first
from chartbusters.leaderboard.models import Board, FinalBoard, FinalStanding, Standing
from chartbusters.leaderboard.results import TAKES_PLACE
from chartbusters.leaderboard.showing import board_told
from chartbusters.ranking.medals import medal_of
from chartbusters.web.prepared_queries import Prepared

ORDINALS = ("First", "Second", "Third")


class Place(NamedTuple):
    """Of an entry on the board that decides."""

    entry: UUID
    low: int
    high: int


class Revealed(NamedTuple):
    """One step of the page."""

    ordinal: str
    words: str  # how sure it is
    entry: Entry
    makers: str
    heard: bool


def range_worded(place: Place, entries: int) -> str:
    """What the votes allow, in a sentence."""
    if place.low == place.high:
        return f"This place is sure: rank {place.low}."
    medal = medal_of(worst=place.high, entries=entries)
    sure = f"{medal.words}. " if medal else ""
    return f"{sure}Any rank from {place.low} to {place.high} is possible."


def is_revealed(challenge: Any) -> bool:
    """Whether there is a result to tell. One query: all pages of a challenge ask it."""
    if challenge.phase != Phase.CLOSED:
        return False
    if challenge.weight_public < 100:
        return bool(_WEIGHED.tuples(challenge.pk))
    votes = _VOTED.tuples(challenge.pk)
    return bool(votes) and votes[0][0] >= minimum_votes(challenge)


def _voted(challenge: int) -> QuerySet[Board, Any]:
    """The votes of a board on which somebody takes a place."""
    places = Standing.objects.filter(run=OuterRef("run"), **TAKES_PLACE)
    return Board.objects.filter(Exists(places), challenge=challenge).values_list("run__votes")


def _final(challenge: int) -> QuerySet[FinalBoard, Any]:
    """A final board on which somebody takes a place."""
    places = FinalStanding.objects.filter(board=OuterRef("pk"), final__isnull=False, **TAKES_PLACE)
    boards = FinalBoard.objects.filter(Exists(places), pk=challenge, computed_at__isnull=False)
    return boards.values_list("pk")


_VOTED, _WEIGHED = (Prepared(query, 4_611_686_018) for query in (_voted, _final))


def firsts(challenge: Any) -> list[Revealed]:
    """The first three, the first one first."""
    return revealed(challenge=challenge)[::-1]


def revealed(*, challenge: Any) -> list[Revealed]:
    """The first three, the third first; nothing where nothing is decided."""
    places, ranked = _decided(challenge) if challenge.phase == Phase.CLOSED else ([], 0)
    known = Entry.objects.filter(pk__in=[place.entry for place in places])
    entries = {one.pk: one for one in known.select_related("maker", "challenge")}
    people = people_of(entries.values())
    silent = set(known.filter(entries_sealed()).values_list("pk", flat=True)) if entries else set()
    told = [
        Revealed(
            ordinal,
            range_worded(place, ranked),
            entries[place.entry],
            names_of(people[place.entry]),
            place.entry not in silent,
        )
        for ordinal, place in zip(ORDINALS, places, strict=False)
    ]
    return told[::-1]


def _decided(challenge: Any) -> tuple[list[Place], int]:
    """The first places of the board that decides, and how many are ranked on it."""
    if challenge.weight_public < 100:
        return _weighed(challenge)
    run = board_told(challenge=challenge)
    if run is None or run.run__votes < minimum_votes(challenge):
        return [], 0
    rows = rows_first(challenge=challenge, run=run, count=len(ORDINALS))
    places = [Place(row.told.pk, *row.ranks) for row in rows if row.ranks]
    return places, rows[0].among if rows else 0


def _weighed(challenge: Any) -> tuple[list[Place], int]:
    board = final_of(challenge=challenge)
    if board is None or not board.figures.get("ranked"):
        return [], 0
    rows = FinalStanding.objects.filter(board=board, final__isnull=False, **TAKES_PLACE)
    rows = rows.order_by("position")
    first = rows.values_list("entry_id", "rank_low", "rank_high")[: len(ORDINALS)]
    return [Place(*row) for row in first], board.among


@require_safe
def reveal(request: HttpRequest, slug: str) -> HttpResponse:
    """The result, step by step; without script all of it at once."""
    challenge = challenge_told(slug=slug)
    told = revealed(challenge=challenge) if challenge else []
    if not told:
        raise Http404
    board = "leaderboard" if challenge.weight_public == 100 else "final"
    context = {"challenge": challenge, "tab": "reveal", "told": told, "board": board}
    return render(request, "leaderboard/reveal.html", context)
