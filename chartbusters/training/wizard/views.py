"""The steps of the wizard. Plain forms: a script only makes them quicker."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from chartbusters.accounts.models import User
from chartbusters.training.wizard import offering, showing
from chartbusters.training.wizard.choices import STEPS, Choices, read_choices, step_of
from chartbusters.training.wizard.starting import Trouble, data_chosen, run_start
from generation.datasets.hearing import hear_piece
from generation.errors import Declined
from generation.music.document import to_document
from generation.requiring import TorchMissing, require_torch
from generation.training_data import data_folder

TITLES = {
    "technique": "What shall learn?",
    "data": "From what music?",
    "recipe": "How long, and how?",
    "summary": "Ready to begin",
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new_run(request: HttpRequest) -> HttpResponse:
    """One step; the last one begins the run."""
    person = request.user if isinstance(request.user, User) else None
    if request.method == "POST":
        return _begin(request, read_choices(request.POST), person)
    choices = read_choices(request.GET)
    return _page(request, choices, step_of(choices, request.GET.get("step", "")), person)


def _page(
    request: HttpRequest,
    choices: Choices,
    step: str,
    person: User | None,
    refusal: Declined | None = None,
) -> HttpResponse:
    try:
        chosen = data_chosen(choices, person) if choices.known and choices.data else None
    except Trouble as trouble:
        chosen, step = None, min(step, "data", key=STEPS.index)
        refusal = refusal or trouble
    context: dict[str, Any] = {
        "step": step,
        "number": STEPS.index(step) + 1,
        "heading": TITLES[step],
        "steps": showing.steps_shown(choices, step),
        "choices": choices,
        "chosen": chosen,
        "technique": choices.known,
        "here": f"{reverse('training-new')}?{choices.address(step=step)}",
        "refusal": refusal,
        "torch_missing": torch_missing(),
        **showing.FOR_STEP[step](choices, chosen, person),
    }
    status = refusal.status if refusal and request.method == "POST" else 200
    return render(request, f"training/wizard/{step}.html", context, status=status)


def _begin(request: HttpRequest, choices: Choices, person: User | None) -> HttpResponse:
    if person is None:
        return redirect(f"{reverse('account_login')}?{showing.back_to(choices)}")
    try:
        run = run_start(choices, person)
    except Declined as refusal:
        return _page(request, choices, step_of(choices, "summary"), person, refusal)
    return redirect("training-run", run.pk)


@require_safe
def piece(request: HttpRequest, name: str, number: int) -> HttpResponse:
    """One of three pieces of an offered pack, as a song document."""
    if offering.offer_any(name) is None:
        raise Http404
    song = hear_piece(name, number, data_folder())
    if song is None:
        raise Http404
    answer = JsonResponse(to_document(song))
    answer["Cache-Control"] = "public, max-age=3600"
    return answer


def torch_missing() -> bool:
    try:
        require_torch()
    except TorchMissing:
        return True
    return False
