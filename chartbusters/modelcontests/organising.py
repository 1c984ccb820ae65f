"""The desk's page of a contest of models: who may enter, the hidden melodies and their seal, and
how far the takes are."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from chartbusters.accounts.models import User
from chartbusters.accounts.people import person_signed_in
from chartbusters.challenges.models import Kind, PhasedChallenge
from chartbusters.challenges.organisers import Right
from chartbusters.compositions.selectors import compositions_of
from chartbusters.desk.frame import desk_frame
from chartbusters.modelcontests import selectors, services
from chartbusters.modelcontests.house import house_known
from chartbusters.modelcontests.models import ModelContest
from chartbusters.modelcontests.services.contests import FEWEST, MOST
from chartbusters.modelcontests.views import melody_response
from chartbusters.web.errors import Refusal
from chartbusters.web.outcomes import outcome_told
from generation.techniques import TECHNIQUES


@never_cache
@login_required
@require_safe
def models(request: HttpRequest, slug: str) -> HttpResponse:
    """All of it on one page. Who has a model in it does not hear the melodies here."""
    context = desk_frame(request, slug, "models")
    person, challenge = person_signed_in(request), context["challenge"]
    contest = selectors.contest_of(challenge=challenge) or ModelContest(challenge=challenge)
    context |= {
        "contest": contest,
        "compares_models": challenge.kind == Kind.MODELS,
        "techniques": [(name, one.title) for name, one in TECHNIQUES.items()],
        "house": list(house_known().values()),
        "fewest": FEWEST,
        "most": MOST,
        **_melodies(challenge, contest, person, hears=bool(context["may"].get(Right.EDIT))),
        "entrants": selectors.takes_by_entrant(contest=contest),
        "making": selectors.making_of(contest=contest),
    }
    return render(request, "modelcontests/desk.html", context)


def _melodies(
    challenge: PhasedChallenge, contest: ModelContest, person: User, *, hears: bool
) -> dict[str, Any]:
    """The hidden melodies for who may hear them, and their own songs to choose from."""
    count = selectors.melodies_of(contest=contest).count()
    if not hears or not selectors.may_hear(contest=contest, person=person):
        return {"hears": False, "count": count, "melodies": (), "songs": ()}
    return {
        "hears": True,
        "count": count,
        "melodies": selectors.melodies_of(contest=contest),
        "songs": () if contest.sealed_at else compositions_of(owner=person)[:200],
    }


@never_cache
@login_required
@require_safe
def melody(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One hidden melody as the models are given it."""
    challenge = desk_frame(request, slug, "models", Right.EDIT)["challenge"]
    contest = selectors.contest_of(challenge=challenge)
    person = person_signed_in(request)
    if contest is None or not selectors.may_hear(contest=contest, person=person):
        raise Http404
    return melody_response(contest, number)


@login_required
@require_POST
def act(request: HttpRequest, slug: str) -> HttpResponse:
    """What one button does."""
    challenge = desk_frame(request, slug, "models", Right.EDIT)["challenge"]
    person, asked = person_signed_in(request), request.POST.get("act", "")
    if asked not in ACTS:
        raise Http404
    told, do = ACTS[asked]
    with outcome_told(request, told):
        do(request, challenge, person)
    return redirect("desk-models", slug)


def _set(request: HttpRequest, challenge: PhasedChallenge, by: User) -> None:
    services.contest_set(
        challenge=challenge,
        by=by,
        techniques=request.POST.getlist("techniques"),
        most_megabytes=_number(request, "most_megabytes"),
        house=request.POST.getlist("house"),
    )


def _add(request: HttpRequest, challenge: PhasedChallenge, by: User) -> None:
    try:
        pk = UUID(request.POST.get("composition", ""))
    except ValueError:
        raise Refusal("no_song", "Choose a song first. Nothing was added.") from None
    composition = compositions_of(owner=by).filter(pk=pk).first()
    if composition is None:
        raise Http404
    services.melody_add(challenge=challenge, by=by, composition=composition)


def _remove(request: HttpRequest, challenge: PhasedChallenge, by: User) -> None:
    services.melody_remove(challenge=challenge, by=by, number=_number(request, "number"))


def _up(request: HttpRequest, challenge: PhasedChallenge, by: User) -> None:
    services.melody_up(challenge=challenge, by=by, number=_number(request, "number"))


def _seal(request: HttpRequest, challenge: PhasedChallenge, by: User) -> None:
    services.contest_seal(challenge=challenge, by=by)


def _unseal(request: HttpRequest, challenge: PhasedChallenge, by: User) -> None:
    services.contest_unseal(challenge=challenge, by=by)


def _retry(request: HttpRequest, challenge: PhasedChallenge, by: User) -> None:
    services.takes_retry(challenge=challenge, by=by)


def _leave(request: HttpRequest, challenge: PhasedChallenge, by: User) -> None:
    services.takes_leave(challenge=challenge, by=by)


ACTS = {
    "set": ("Saved.", _set),
    "add": ("The melody is in.", _add),
    "remove": ("The melody is out.", _remove),
    "up": ("It comes one earlier now.", _up),
    "seal": ("Sealed. The digest stands on the challenge's page once it is public.", _seal),
    "unseal": ("The seal is broken: nobody had seen it. The next one has another digest.", _unseal),
    "retry": ("The takes that failed are asked for once more.", _retry),
    "leave": ("Going on without them.", _leave),
}


def _number(request: HttpRequest, name: str) -> int:
    """A whole number of the form, 0 where it is empty; -1 for what is none, which every service
    refuses."""
    text = request.POST.get(name, "").strip() or "0"
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else -1
