"""The page of a final round: for jurors their order, for everybody what was decided."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from chartbusters.challenges.models import Phase
from chartbusters.challenges.people import in_words, people_of
from chartbusters.challenges.selectors import challenge_told, phase_now
from chartbusters.jury.models import Juror, JuryRound
from chartbusters.jury.rounds import selectors, services
from chartbusters.jury.rounds.models import FEWEST
from chartbusters.jury.rounds.result import Placed, Result, result_of
from chartbusters.jury.selectors import juror_of
from chartbusters.ranking.methods.schulze import METHOD
from chartbusters.web.errors import Refusal
from chartbusters.web.pagination import digits


@require_http_methods(["GET", "HEAD", "POST"])
def final_round(request: HttpRequest, slug: str) -> HttpResponse:
    """One address: until the round is told only jurors find something here."""
    challenge = challenge_told(slug=slug)
    told = selectors.round_told(challenge=challenge) if challenge else None
    if told and request.method != "POST":
        return render(request, "jury/round_result.html", _told(challenge, told))
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    juror = juror_of(challenge=challenge.pk, person=request.user) if challenge else None
    newest = juror and selectors.rounds_of(challenge=juror.challenge_id).first()
    if juror is None or newest is None:
        raise Http404
    return _ordering(request, juror, newest)


def _ordering(request: HttpRequest, juror: Juror, newest: Any) -> HttpResponse:
    refusal = places = None
    if request.method == "POST":
        places = _places(request, newest, juror)
        try:
            services.order_give(juror=juror, places=places)
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, "Your order is kept. You may change it until the round ends.")
            return redirect("jury-round", slug=juror.challenge.slug)
    context = _asked(juror, newest, places) | {"refusal": refusal}
    return render(request, "jury/round.html", context, status=refusal.status if refusal else 200)


def _places(request: HttpRequest, newest: JuryRound, juror: Juror) -> dict[int, int]:
    """What was chosen in the form, place by number of entry; anything else is not chosen."""
    entries = selectors.entries_to_order(round_=newest, juror=juror)
    chosen = {one.number: digits(request.POST.get(f"place-{one.number}")) for one in entries}
    return {number: int(place[:9]) for number, place in chosen.items() if place}


def _asked(juror: Juror, newest: Any, places: dict[int, int] | None) -> dict[str, Any]:
    lines = selectors.order_of(round_=newest, juror=juror, places=places)
    return {
        "challenge": juror.challenge,
        "juror": juror,
        "round": newest,
        "lines": lines,
        "places": range(1, len(lines) + 1),
        "enough": len(lines) >= FEWEST,
        "left_out": newest.finalists.count() - len(lines),
        "given": newest.orders.filter(juror=juror).first(),
        "voting": phase_now(challenge=juror.challenge) != Phase.CLOSED,
    }


def _told(challenge: Any, told: JuryRound) -> dict[str, Any]:
    result = result_of(round_=told)
    return {
        "challenge": challenge,
        "tab": "final",
        "round": told,
        "earlier": selectors.rounds_of(challenge=challenge.pk).filter(pk__lt=told.pk).count(),
        "result": result,
        "people": people_of(row.entry for row in result.rows),
        "lines": _lines(result),
        "jurors": in_words([str(number) for number in result.jurors]) if result.jurors else "",
        "method": METHOD.sentence,
    }


def _lines(result: Result) -> list[dict[str, Any]]:
    """The matrix: of each two who stands before the other more often is told apart."""
    counts = [row.above for row in result.rows]
    back = [list(column) for column in zip(*counts, strict=True)]
    return [
        {"entry": row.entry, "cells": _cells(row, back[here], here)}
        for here, row in enumerate(result.rows)
    ]


def _cells(row: Placed, back: list[int], here: int) -> list[dict[str, Any] | None]:
    """How often it stands before each, and whether that is more often than behind; None for
    itself."""
    cells = zip(row.above, back, strict=True)
    told = [{"count": forth, "more": forth > other} for forth, other in cells]
    return [None if there == here else cell for there, cell in enumerate(told)]
