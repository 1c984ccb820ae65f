"""Pages of classes: where one joins and sees how far one is, and the table of who teaches."""

import json
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.cache import get_conditional_response
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chartbusters.accounts.models import User
from chartbusters.accounts.people import person_signed_in
from chartbusters.learning import selectors, services
from chartbusters.learning.capsules import Capsule, capsules
from chartbusters.learning.class_cookie import (
    fresh_secret,
    holder_of,
    seats_forget,
    seats_remember,
    secret_of,
)
from chartbusters.learning.class_serializers import ProgressInput
from chartbusters.learning.models import LONGEST_CLASS, LONGEST_LEARNER, Classroom, Seat
from chartbusters.learning.selectors import FEWEST, Row, Summed
from chartbusters.learning.services.classes import MOST_DAYS, USUAL_DAYS
from chartbusters.web.errors import Refusal
from chartbusters.web.pagination import digits

BOUNDS = {
    "longest_class": LONGEST_CLASS,
    "longest_learner": LONGEST_LEARNER,
    "most_days": MOST_DAYS,
    "usual_days": USUAL_DAYS,
    "fewest": FEWEST,
}


@require_safe
@never_cache
def classes(request: HttpRequest) -> HttpResponse:
    """Where I sit, how to join, and what I teach."""
    seats = selectors.seats_held(holder=holder_of(request))
    taught = []
    if isinstance(request.user, User):
        taught = list(selectors.classes_of(teacher=request.user))
    context = {
        "seats": [_seat_told(seat) for seat in seats],
        "taught": taught,
        "code": request.GET.get("code", "")[:40],
        **BOUNDS,
    }
    return _unlisted(render(request, "learning/classes.html", context))


def _seat_told(seat: Seat) -> dict[str, Any]:
    rows = selectors.rows_of(classroom=seat.classroom)
    mine = next((row.done for row in rows if row.seat.pk == seat.pk), [0] * len(capsules()))
    together = selectors.class_steps(rows=rows)
    lines = zip(capsules(), mine, together, strict=True)
    return {
        "seat": seat,
        "learners": len(rows),
        "lines": [
            (capsule, done, len(capsule.steps), all_done, len(rows) * len(capsule.steps))
            for capsule, done, all_done in lines
        ],
    }


@require_POST
def join(request: HttpRequest) -> HttpResponse:
    """Takes a seat, and brings along what this browser has done already."""
    secret = secret_of(request) or fresh_secret()
    holder = holder_of(request, secret)
    code, name = request.POST.get("code", ""), request.POST.get("name", "")
    taken = services.seat_take(code=code, name=name, holder=holder)
    services.progress_tell(holder=holder, steps=_steps_brought(request.POST.get("steps", "")))
    messages.success(request, f"You sit in “{taken.classroom.name}” as {taken.name}.")
    response = redirect("learn-classes")
    if taken.browser:
        seats_remember(response, secret)
    return response


def _steps_brought(text: str) -> list[tuple[str, str]]:
    """What the page's script wrote into the form; nothing where it is not what it writes."""
    try:
        given = ProgressInput(data={"steps": json.loads(text or "[]")})
    except ValueError:
        return []
    if not given.is_valid():
        return []
    return [(each["capsule"], each["step"]) for each in given.validated_data["steps"]]


@require_POST
def leave(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Gives a seat of mine back."""
    seat = selectors.seats_held(holder=holder_of(request)).filter(pk=pk).first()
    if seat is None:
        raise Http404
    services.seat_leave(seat=seat)
    messages.success(request, f"You have left “{seat.classroom.name}”. Nothing of you stays there.")
    return redirect("learn-classes")


@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """Somebody else uses this browser now."""
    response = redirect("learn")
    seats_forget(response)
    return response


@require_POST
@login_required
def make(request: HttpRequest) -> HttpResponse:
    """An empty class."""
    days = int(digits(request.POST.get("days", "")[:4]) or USUAL_DAYS)
    name = request.POST.get("name", "")
    return redirect(
        services.classroom_create(teacher=person_signed_in(request), name=name, days=days)
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def classroom(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The table of a class, for who teaches it."""
    found = selectors.classes_of(teacher=person_signed_in(request)).filter(pk=pk).first()
    if found is None:
        raise Http404
    if request.method == "POST":
        return _changed(request, found)
    rows = selectors.rows_of(classroom=found)
    context = {
        "classroom": found,
        "rows": rows,
        "capsules": capsules(),
        "foot": _foot(rows),
        "answers": _by_capsule(selectors.answers_of(classroom=found)),
        "days_kept": settings.CLASS_KEPT_DAYS,
        "open": selectors.class_is_open(classroom=found),
        **BOUNDS,
    }
    return _unlisted(render(request, "learning/classroom.html", context))


@require_safe
@login_required
def now(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A word that changes with what the page of a class shows, and nothing else of it: an open page
    asks often, and is told by the word alone that nothing has happened."""
    found = selectors.classes_of(teacher=person_signed_in(request)).filter(pk=pk).first()
    if found is None:
        raise Http404
    word = selectors.class_version(classroom=found)
    kept = {"Cache-Control": "private, no-cache", "ETag": f'"{word}"'}
    answer = JsonResponse({"version": word}, headers=kept)
    return get_conditional_response(request, etag=kept["ETag"], response=answer) or answer


def _foot(rows: list[Row]) -> list[tuple[int, int]]:
    together = selectors.class_steps(rows=rows)
    steps = [len(capsule.steps) * len(rows) for capsule in capsules()]
    return list(zip(together, steps, strict=True))


def _by_capsule(sums: list[Summed]) -> list[tuple[Capsule, list[Summed]]]:
    by_name: dict[str, list[Summed]] = {}
    for one in sums:
        by_name.setdefault(one.capsule.name, []).append(one)
    return [(capsule, by_name.get(capsule.name, [])) for capsule in capsules()]


def _changed(request: HttpRequest, found: Classroom) -> HttpResponse:
    act = ACTS.get(request.POST.get("act", ""))
    if act is None:
        raise Refusal("invalid", "That is none of the acts of a class. Nothing was changed.")
    return act(request, found)


def _rename(request: HttpRequest, found: Classroom) -> HttpResponse:
    """Name and end are one form."""
    days = digits(request.POST.get("days", "")[:4])
    name = request.POST.get("name", "")
    services.classroom_change(classroom=found, name=name, days=int(days) if days else None)
    messages.success(request, "Saved.")
    return redirect(found)


def _close(request: HttpRequest, found: Classroom) -> HttpResponse:
    services.classroom_change(classroom=found, days=0)
    messages.success(request, "The class is closed. Nobody joins, and nothing new is counted.")
    return redirect(found)


def _renew(request: HttpRequest, found: Classroom) -> HttpResponse:
    services.classroom_change(classroom=found, new_code=True)
    messages.success(request, "The class has a new code. The one before lets nobody in.")
    return redirect(found)


def _remove(request: HttpRequest, found: Classroom) -> HttpResponse:
    seat = next((one for one in found.seats.all() if str(one.pk) == request.POST.get("seat")), None)
    if seat is None:
        raise Http404
    services.seat_leave(seat=seat)
    messages.success(request, f"{seat.name} sits here no more.")
    return redirect(found)


def _delete(request: HttpRequest, found: Classroom) -> HttpResponse:
    services.classroom_delete(classroom=found)
    messages.success(request, f"“{found.name}” is deleted.")
    return redirect("learn-classes")


ACTS = {
    "change": _rename,
    "close": _close,
    "code": _renew,
    "remove": _remove,
    "delete": _delete,
}


def _unlisted(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex"
    return response
