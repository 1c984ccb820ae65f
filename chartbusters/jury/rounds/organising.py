"""What organisers do with a final round on the panel of a jury."""

import re
from datetime import UTC, datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from chartbusters.accounts.people import person_signed_in
from chartbusters.challenges.models import Challenge, Phase, PhasedChallenge
from chartbusters.jury.rounds import selectors, services
from chartbusters.jury.rounds.models import FEWEST, MOST
from chartbusters.web.errors import Refusal
from chartbusters.web.moments import moment_parsed
from chartbusters.web.pagination import digits

NO_NUMBERS = "Name the finalists by their numbers, such as 3, 7 and 12. No round was opened."
NO_MOMENT = "Give date and time, in UTC. No round was opened."
SEPARATED = re.compile(r"\s*(?:,|;|\band\b|\s)\s*")


@login_required
@require_POST
def open_round(request: HttpRequest, slug: str) -> HttpResponse:
    challenge = get_object_or_404(Challenge, slug=slug)
    services.round_open(
        challenge=challenge,
        numbers=_numbers(request.POST.get("numbers", "")),
        ends_at=_moment(request.POST.get("ends_at", "")),
        by=person_signed_in(request),
    )
    messages.success(request, "The final round is open, and all who sit on the jury are told.")
    return redirect("jury-panel", slug=slug)


@login_required
@require_POST
def close_round(request: HttpRequest, slug: str) -> HttpResponse:
    challenge = get_object_or_404(Challenge, slug=slug)
    services.round_close(challenge=challenge, by=person_signed_in(request))
    messages.success(request, "The final round has ended. What was said until now counts.")
    return redirect("jury-panel", slug=slug)


def round_shown(challenge: PhasedChallenge) -> dict[str, Any]:
    """The newest round as the panel shows it: who is in it, how many have answered, and nothing of
    what they said."""
    newest = selectors.rounds_of(challenge=challenge).first()
    shown = {"round": newest, "fewest": FEWEST, "most": MOST}
    if newest is None:
        return shown
    numbers = newest.finalists.order_by("entry__number").values_list("entry__number", flat=True)
    return shown | {
        "numbers": list(numbers),
        "answers": selectors.answers_of(round_=newest),
        "told": challenge.phase == Phase.CLOSED and not newest.running,
    }


def _numbers(text: str) -> list[int]:
    words = [word for word in SEPARATED.split(text[:500]) if word]
    if not words or not all(digits(word) and len(word) < 10 for word in words):
        raise Refusal("invalid", NO_NUMBERS, field="numbers")
    return [int(word) for word in words]


def _moment(text: str) -> datetime:
    """What a field for date and time sends; the form says that it is in UTC."""
    moment = moment_parsed(text)
    if moment is None or moment.tzinfo:
        raise Refusal("invalid", NO_MOMENT, field="ends_at")
    return moment.replace(tzinfo=UTC)
