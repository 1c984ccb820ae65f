"""Pages of a final board: the rows, and why an entry stands where it stands."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chartbusters.challenges.models import Phase
from chartbusters.challenges.people import people_of
from chartbusters.challenges.selectors import challenge_told
from chartbusters.jury.wording import agreement_in_words
from chartbusters.leaderboard.axis import ticks_of
from chartbusters.leaderboard.final import selectors
from chartbusters.leaderboard.final.words import jurors_in_words, why
from chartbusters.web.pagination import digits


@require_safe
def final(request: HttpRequest, slug: str) -> HttpResponse:
    """Votes, jury and metrics weighed together, fifty rows a page."""
    challenge = _challenge(slug)
    context: dict[str, Any] = {"challenge": challenge, "tab": "final"}
    board = _board(challenge)
    if board:
        after = int(digits(request.GET.get("after", "")[:9]) or 0)
        rows = list(selectors.rows_after(board=board, position=after))
        more = bool(rows) and rows[-1].position < board.figures["ranked"]
        context |= {
            "board": board,
            "rows": rows,
            "after": after,
            "more": rows[-1].position if more else None,
            "jurors": jurors_in_words(board.figures),
            "agreement": agreement_in_words(board.figures["agreement"]),
            "people": people_of(row.entry for row in rows),
            "mine": request.user.pk,
            "ticks": ticks_of((0, 100)),
        }
    return render(request, "leaderboard/final.html", context)


@require_safe
def final_why(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Why this rank, in words with the figures."""
    challenge = _challenge(slug)
    board = _board(challenge)
    row = selectors.row_of(board=board, number=number) if board else None
    if board is None or row is None:
        raise Http404
    context = {
        "challenge": challenge,
        "tab": "final",
        "board": board,
        "row": row,
        "why": why(row, board.figures, selectors.neighbours_of(row=row)),
        "agreement": agreement_in_words(board.figures["agreement"]),
    }
    return render(request, "leaderboard/final_why.html", context)


def _challenge(slug: str) -> Any:
    """A published challenge in which not votes alone decide."""
    challenge = challenge_told(slug=slug)
    if challenge is None or challenge.weight_public == 100:
        raise Http404
    return challenge


def _board(challenge: Any) -> Any:
    """Told only while its challenge is closed: it may be opened again."""
    return selectors.final_of(challenge=challenge) if challenge.phase == Phase.CLOSED else None
