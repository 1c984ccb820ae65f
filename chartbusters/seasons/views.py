"""Pages of seasons: all of them, and the board of one."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chartbusters.leaderboard.axis import ticks_of
from chartbusters.seasons import selectors
from chartbusters.seasons.models import Season, SeasonStanding
from chartbusters.web.pagination import digits, number_asked

PAGE = 20  # seasons
SCALE = (0, 100)


@require_safe
def seasons(request: HttpRequest) -> HttpResponse:
    """All seasons, the newest first."""
    page = Paginator(selectors.seasons_told(), PAGE).get_page(digits(request.GET.get("page")))
    return render(request, "seasons/seasons.html", {"page": page})


@require_safe
def season(request: HttpRequest, slug: str) -> HttpResponse:
    """People with their ratings, fifty a page, and what these come from."""
    found = selectors.season_told(slug=slug)
    if found is None:
        raise Http404
    after = min(number_asked(request.GET.get("after")), 2_000_000_000)
    rows = selectors.rows_after(season=found, position=after)
    contests = selectors.contests_of(season=found)
    context = {
        "season": found,
        "board": (board := selectors.board_of(found)),
        "rows": rows,
        "apart": _apart(request, found, rows),
        "contests": contests,
        "counted": sum(one.counted for one in contests),
        "after": after,
        "more": rows[-1].position if rows and rows[-1].position < board.people else None,
        "ticks": ticks_of(SCALE),
    }
    return render(request, "seasons/season.html", context)


def _apart(request: HttpRequest, found: Season, shown: list[SeasonStanding]) -> list[Any]:
    """The viewer's own row that is elsewhere, with its neighbours."""
    keys = {row.pk for row in shown}
    person = request.user.pk
    mine = selectors.row_of(season=found, person=person) if person else None
    if mine is None or mine.pk in keys:
        return []
    return [row for row in selectors.rows_around(row=mine) if row.pk not in keys]
