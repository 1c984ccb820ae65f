"""The page and the answer of a board as it was sealed, by its moment: `?at=2026-11-29T12:00Z`."""

import re
from datetime import UTC, datetime, time
from typing import Any

from django.core.paginator import InvalidPage, Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.timezone import make_aware

from chartbusters.challenges.models import Entry, Phase
from chartbusters.challenges.selectors import Anyone, challenge_uncounted
from chartbusters.leaderboard.history import LINK, links_told, snapshot_told
from chartbusters.leaderboard.models import BoardSnapshot
from chartbusters.leaderboard.rows import BoardRow, BoardRows
from chartbusters.leaderboard.showing import PAGE, Shown, rows_drawn
from chartbusters.web.errors import Refusal
from chartbusters.web.moments import moment_parsed

MOST_PUT_OUT = 50  # that one page names
HOW = "Write a moment as 2026-11-29T12:00Z, or a day as 2026-11-29."
DAY = r"\d{4}-\d\d-\d\d"
TIME = r"T\d\d:\d\d(?P<second>:\d\d(?P<fraction>\.\d+)?)?(Z|[+-]\d\d:\d\d)?"
WRITTEN = re.compile(f"{DAY}(?P<time>{TIME})?", re.ASCII)


def moment_read(text: str) -> datetime:
    """A moment, or a day; without a zone it is meant in UTC. It is read as the end of what was
    written: a board that the page says was sealed at 12:00 is found by 12:00, though it was sealed
    at 12:00:41.3. Raises `Refusal`."""
    # A form may send the plus of an offset as a space.
    text = text.replace(" ", "+")
    written = WRITTEN.fullmatch(text)
    moment = moment_parsed(text) if written else None
    if not written or moment is None:
        raise Refusal("bad_moment", HOW, field="at")
    return _end_of(written, moment if moment.tzinfo else make_aware(moment, UTC))


def _end_of(written: re.Match[str], moment: datetime) -> datetime:
    """The last microsecond of the day, the minute or the second; one with a fraction is exact."""
    if written["fraction"]:
        return moment
    if written["second"]:
        return moment.replace(microsecond=999_999)
    if written["time"]:
        return moment.replace(second=59, microsecond=999_999)
    return datetime.combine(moment, time.max, UTC)


def sealed_found(*, slug: str, at: str) -> tuple[Any, BoardSnapshot]:
    """A challenge with what its board said at a moment. Raises `Http404` where nothing was sealed
    by then that may be told."""
    challenge = challenge_uncounted(slug=slug)
    if challenge is None:
        raise Http404
    snapshot = snapshot_told(challenge=challenge, at=moment_read(at))
    if snapshot is None:
        raise Http404
    return challenge, snapshot


def sealed_rows(*, challenge: Any, snapshot: BoardSnapshot, viewer: Anyone) -> BoardRows:
    """Names are told by the rules of today: while votes run they are not."""
    run = snapshot.run
    shown = Shown(run.pk, run.votes, run.created_at, run.entries, run.lowest, run.highest)
    return BoardRows(challenge, shown, viewer, past=True)


def link_of(snapshot: BoardSnapshot) -> dict[str, Any]:
    return {name: getattr(snapshot, name) for name in LINK}


def sealed_page(request: HttpRequest, slug: str) -> HttpResponse:
    challenge, snapshot = sealed_found(slug=slug, at=request.GET["at"])
    rows: Any = sealed_rows(challenge=challenge, snapshot=snapshot, viewer=request.user)
    try:
        page: Page[BoardRow] = Paginator(rows, PAGE).page(request.GET.get("page", "1"))
    except InvalidPage:
        raise Http404 from None
    told = {
        "challenge": challenge._replace(entry_count=snapshot.run.entries),
        "tab": "leaderboard",
        "snapshot": snapshot,
        "page": page,
        "ticks": rows.ticks,
        "rows": rows_drawn(challenge=challenge, run=rows.run, rows=list(page)),
        "closed": challenge.phase == Phase.CLOSED,
        "put_out": _put_out(snapshot),
    }
    return render(request, "leaderboard/sealed.html", told)


def _put_out(snapshot: BoardSnapshot) -> list[int]:
    """Numbers of entries that stood on it, and were disqualified since."""
    since = Entry.objects.filter(standings__run=snapshot.run, disqualified_at__isnull=False)
    return list(since.order_by("number").values_list("number", flat=True)[:MOST_PUT_OUT])


def chain_page(request: HttpRequest, slug: str) -> JsonResponse:
    """Every seal of a challenge: whoever wrote one down sees whether it is still there."""
    challenge = challenge_uncounted(slug=slug)
    if challenge is None:
        raise Http404
    return JsonResponse({"challenge": slug, "snapshots": links_told(challenge=challenge)})
