"""Pages of contests of models: what is compared, a model entered, and who was who at the end."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from chartbusters.accounts.models import User
from chartbusters.challenges.conditions import conditions_digest
from chartbusters.challenges.models import Kind, Phase, PhasedChallenge
from chartbusters.challenges.organisers import rights_of
from chartbusters.challenges.selectors import challenges_listed, door_of
from chartbusters.modelcontests import selectors, services
from chartbusters.modelcontests.fitness import titles
from chartbusters.modelcontests.models import EnteredModel, ModelContest
from chartbusters.modelcontests.sealing import opened
from chartbusters.modelcontests.showing import models_shown
from chartbusters.web.errors import Refusal
from generation.models import TrainedModel


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def models(request: HttpRequest, slug: str) -> HttpResponse:
    """What is compared; one's own models while entries are open; all of them at the end."""
    challenge, contest = _contest(slug)
    refusal = None
    if request.method == "POST":
        if not isinstance(request.user, User):
            return redirect_to_login(request.path)
        try:
            _done(request, challenge, contest, request.user)
            return redirect("challenge-models", slug)
        except Refusal as refused:
            if refused.status == 404:
                raise Http404 from refused
            refusal = refused
    context = _context(request, challenge, contest) | {"refusal": refusal}
    status = refusal.status if refusal else 200
    return render(request, "modelcontests/models.html", context, status=status)


def _context(
    request: HttpRequest, challenge: PhasedChallenge, contest: ModelContest
) -> dict[str, Any]:
    person = request.user if isinstance(request.user, User) else None
    takes = challenge.phase == Phase.OPEN and contest.began_at is None
    melodies = selectors.melodies_of(contest=contest)
    over = challenge.phase == Phase.CLOSED
    return {
        "challenge": challenge,
        "contest": contest,
        "tab": "models",
        "takes": takes,
        "closed": over,
        "count": melodies.count(),
        "melodies": melodies if over else (),
        "techniques": titles(contest.techniques),
        "mine": selectors.entered_of(contest=contest, person=person),
        "door": door_of(challenge=challenge, person=person),
        "organises": bool(person and rights_of(person=person, challenge=challenge)),
        "candidates": selectors.candidates_of(contest=contest, person=person)
        if takes and person
        else (),
        "conditions_digest": conditions_digest(challenge),
        "train": reverse("training"),
        "making": selectors.making_of(contest=contest),
        "shown": models_shown(challenge=challenge, viewer=request.user),
    }


def _done(
    request: HttpRequest, challenge: PhasedChallenge, contest: ModelContest, person: User
) -> None:
    if request.POST.get("act") == "withdraw":
        pk = request.POST.get("entered", "")
        mine = EnteredModel.objects.filter(contest=contest, person=person)
        found = mine.filter(pk=int(pk)).first() if pk.isascii() and pk.isdigit() else None
        if found is None:
            raise Refusal("not_yours", "This is no model of yours here. Nothing was done.", 404)
        services.model_withdraw(entered=found, by=person)
        messages.success(
            request, f"“{found.title}” is out. You can enter a model while entries are open."
        )
        return
    name = request.POST.get("model", "")
    model = TrainedModel.objects.filter(owner=person, name=name).first()
    if model is None:
        raise Refusal("not_yours", "This is no model of yours. Nothing was entered.", 404)
    services.model_enter(
        challenge=challenge,
        model=model,
        person=person,
        conditions=request.POST.get("conditions", ""),
    )
    messages.success(request, f"“{model.title}” is in. It plays once entries close.")


@require_safe
def melodies_file(request: HttpRequest, slug: str) -> HttpResponse:
    """The very bytes that the digest was of, once the result is told."""
    challenge, _ = _contest(slug)
    if challenge.phase != Phase.CLOSED:
        raise Http404
    contest = ModelContest.objects.get(pk=challenge.pk)
    response = HttpResponse(opened(bytes(contest.sealed or b"")), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="{slug}-melodies.json"'
    return response


@require_safe
def melody(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One hidden melody as the models were given it, once the result is told."""
    challenge, contest = _contest(slug)
    if challenge.phase != Phase.CLOSED:
        raise Http404
    return melody_response(contest, number)


def melody_response(contest: ModelContest, number: int) -> HttpResponse:
    document = selectors.melody_document(contest=contest, number=number)
    if document is None:
        raise Http404
    return HttpResponse(document, content_type="application/json")


def _contest(slug: str) -> tuple[PhasedChallenge, ModelContest]:
    """A public challenge of models with its contest; 404 for any other."""
    challenge = get_object_or_404(challenges_listed(), slug=slug, kind=Kind.MODELS)
    contest = selectors.contest_of(challenge=challenge)
    if contest is None:
        raise Http404
    return challenge, contest
