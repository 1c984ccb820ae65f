"""The rows of a decided board in the order of their metrics: `?by=metrics`."""

from typing import Any

from django.core.paginator import InvalidPage, Page, Paginator
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from chartbusters.challenges.models import Phase
from chartbusters.challenges.selectors import challenge_uncounted
from chartbusters.leaderboard.rows import BoardRow, BoardRows, standing_in
from chartbusters.leaderboard.showing import PAGE, board_rows, board_told, rows_drawn

# Rows of a board: places by metrics are stored nowhere, so all of them are put in order.
MOST = 5000


class MetricRows(BoardRows):
    """The best score first, those without one last; ties by their places."""

    by_place = False

    def __getitem__(self, places: slice) -> list[BoardRow]:
        best = F("score_report__score").desc(nulls_last=True)
        found = standing_in(self.run.run_id).order_by(best, "standings__position")
        return self._shown(found[places])


def may_order(*, challenge: Any, run: Any) -> bool:
    """Whether a board is told in this order: when it is decided, and not too long for that."""
    return challenge.phase == Phase.CLOSED and run is not None and run.run__entries <= MOST


def metrics_page(request: HttpRequest, slug: str) -> HttpResponse:
    challenge = challenge_uncounted(slug=slug)
    if challenge is None:
        raise Http404
    run = board_told(challenge=challenge)
    if run is None or not may_order(challenge=challenge, run=run):
        raise Http404
    if board_rows(challenge=challenge, viewer=request.user, run=run) is None:
        raise Http404
    rows: Any = MetricRows(challenge, run, request.user)
    try:
        page: Page[BoardRow] = Paginator(rows, PAGE).page(request.GET.get("page", "1"))
    except InvalidPage:
        raise Http404 from None
    told = {
        "challenge": challenge._replace(entry_count=run.run__entries),
        "tab": "leaderboard",
        "page": page,
        "ticks": rows.ticks,
        "rows": rows_drawn(challenge=challenge, run=run, rows=list(page)),
    }
    return render(request, "leaderboard/by_metrics.html", told)
