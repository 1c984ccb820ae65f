"""The page of a run, two runs beside each other, and what their owners do there."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from chartbusters.accounts.people import person_signed_in
from chartbusters.training.runs.showing import Watched, differences, watched
from chartbusters.web.identity import person_of
from generation import services
from generation.errors import JobError
from generation.models import TrainingRun, Visibility
from generation.services.training.sharing import training_run_rename, training_run_share
from generation.training_selectors import run_controllable, runs_visible

ACTS = {
    "pause": services.training_run_pause,
    "resume": services.training_run_resume,
    "keep": services.training_run_keep,
    "cancel": services.training_run_cancel,
}


@require_safe
def run(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A network as it learns."""
    link = request.GET.get("link", "")
    shown = watched(request, _seen(request, str(pk), link), link)
    return _private(render(request, "training/run.html", {"one": shown}), [shown])


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Two runs on the same axes; what there is to choose from, where one is missing."""
    asked = [request.GET.get(name, "") for name in ("a", "b")]
    links = [request.GET.get(f"link_{name}", "") for name in ("a", "b")]
    both = [
        watched(request, _seen(request, key, link), link)
        for key, link in zip(asked, links, strict=True)
        if key
    ]
    context = {"both": both, "others": _choice(request), "asked": asked}
    if len(both) == 2:
        context["rows"] = differences(*both)
    return _private(render(request, "training/compare.html", context), both)


def _seen(request: HttpRequest, key: str, link: str) -> TrainingRun:
    try:
        pk = UUID(key)
    except ValueError:
        raise Http404 from None
    seen = runs_visible(user=person_of(request), link_token=link)
    found = seen.select_related("owner", "dataset").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _choice(request: HttpRequest, most: int = 50) -> list[TrainingRun]:
    """Runs that this visitor may put beside each other."""
    seen = runs_visible(user=person_of(request)).select_related("owner")
    return list(seen.order_by("-created_at", "pk")[:most])


def _private(response: HttpResponse, shown: list[Watched]) -> HttpResponse:
    if not all(one.run.visibility == Visibility.PUBLISHED for one in shown):
        response["Cache-Control"] = "private, no-store"
        response["X-Robots-Tag"] = "noindex"
        # Its address may have the word of a link. With no referrer at all the page's own forms
        # would come from nowhere, and be refused.
        response["Referrer-Policy"] = "same-origin"
    return response


@require_POST
@login_required
def act(request: HttpRequest, pk: UUID, act: str) -> HttpResponse:
    """Pauses, resumes, ends, cancels or deletes a run, or makes an epoch of it a model."""
    person, row = person_signed_in(request), _mine(request, pk)
    if act not in (*ACTS, "model", "delete"):
        raise Http404
    try:
        if act == "delete":
            services.training_run_delete(run=row, by=person)
            return redirect("training")
        if act == "model":
            model = services.training_model_take(run=row, by=person, epoch=_epoch(request))
            return redirect(f"{reverse('studio')}?model={model.name}")
        ACTS[act](run=row, by=person)
    except JobError as error:
        messages.warning(request, error.message)
    return redirect("training-run", pk=pk)


def _epoch(request: HttpRequest) -> int | None:
    """The one that is asked for; None for the best."""
    asked = request.POST.get("epoch", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else None


@require_POST
@login_required
def change(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What it is called, and who may watch it."""
    person, row = person_signed_in(request), _mine(request, pk)
    try:
        if "title" in request.POST:
            training_run_rename(run=row, by=person, title=request.POST["title"])
        if "visibility" in request.POST:
            training_run_share(run=row, by=person, visibility=request.POST["visibility"])
        messages.success(request, "Kept.")
    except JobError as error:
        messages.warning(request, error.message)
    return redirect("training-run", pk=pk)


def _mine(request: HttpRequest, pk: UUID) -> TrainingRun:
    """One that this person may control. Who may only look is told that there is nothing here."""
    row = _seen(request, str(pk), "")
    if not run_controllable(run=row, user=person_signed_in(request)):
        raise Http404
    return row
