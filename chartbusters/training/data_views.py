"""Pages of own data: all of mine, a form for new files, and one data set with all its files."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chartbusters.accounts.people import person_signed_in
from chartbusters.training.files_sent import files_sent, numbers_sent
from chartbusters.training.serializers import teachable
from chartbusters.web.one_at_a_time import one_at_a_time
from generation import dataset_selectors, services
from generation.errors import Declined
from generation.models import LEAST_PIECES, MOST_BYTES, MOST_FILES, Dataset

BOUNDS = {"least": LEAST_PIECES, "most_files": MOST_FILES, "megabytes": MOST_BYTES // 10**6}


@never_cache
@require_safe
@login_required
def data_sets(request: HttpRequest) -> HttpResponse:
    """All of mine."""
    mine = dataset_selectors.datasets_of(owner=person_signed_in(request))
    told = [(each, dataset_selectors.dataset_stage(each), teachable(each)) for each in mine]
    return render(request, "training/data.html", {"datasets": told, **BOUNDS})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def data_new(request: HttpRequest) -> HttpResponse:
    """Files to train on, and the rights to do so."""
    context: dict[str, Any] = {"title": "", "back": request.GET.get("back", "")[:500]}
    if request.method == "POST":
        context = {name: request.POST.get(name, "")[:500] for name in ("title", "back")}
        try:
            dataset = _create(request, context["title"])
        except Declined as refusal:
            shown = {**context, **BOUNDS, "refusal": refusal}
            return render(request, "training/data_new.html", shown, status=refusal.status)
        return redirect(f"{dataset_address(dataset)}{_ending(context['back'])}")
    return render(request, "training/data_new.html", {**context, **BOUNDS})


def _create(request: HttpRequest, title: str) -> Dataset:
    with one_at_a_time("dataset", "upload", request):
        return services.dataset_create(
            owner=person_signed_in(request),
            files=files_sent(request),
            title=title,
            rights=request.POST.get("rights") == "on",
        )


def _ending(back: str) -> str:
    """Choices of the wizard that one came from, to go on with them."""
    return f"?{QueryDict(back).urlencode()}" if back else ""


def dataset_address(dataset: Dataset) -> str:
    return reverse("train-data-set", args=[dataset.pk])


@never_cache
@require_safe
@login_required
def data_set(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One data set: what can learn from it, every file, and what may be changed."""
    dataset = _mine(request, pk)
    runs = dataset_selectors.runs_open(dataset=dataset)
    context = {
        "dataset": dataset,
        "stage": dataset_selectors.dataset_stage(dataset),
        "teachable": teachable(dataset),
        "pieces": list(dataset_selectors.pieces_of(dataset=dataset)),
        "minutes": round(float(dataset.findings.get("seconds", 0)) / 60),
        "runs": runs,
        "used": dataset.runs.exists(),
        "choices": request.GET.urlencode(),
        **BOUNDS,
    }
    return render(request, "training/data_set.html", context)


@require_POST
@login_required
def data_files(request: HttpRequest, pk: UUID) -> HttpResponse:
    """More files, or fewer."""
    dataset = _mine(request, pk)
    try:
        with one_at_a_time("dataset", "upload", request):
            changed = services.dataset_change(
                dataset=dataset,
                files=files_sent(request),
                without=numbers_sent(request.POST.getlist("without")),
                rights=request.POST.get("rights") == "on",
            )
    except Declined as refusal:
        messages.error(request, refusal.message)
        return redirect(dataset_address(dataset))
    if changed.pk != dataset.pk:
        messages.success(
            request, f"A run has learnt from “{dataset.title}”, so this is another version of it."
        )
    return redirect(dataset_address(changed))


@require_POST
@login_required
def data_title(request: HttpRequest, pk: UUID) -> HttpResponse:
    dataset = _mine(request, pk)
    try:
        services.dataset_rename(dataset=dataset, title=request.POST.get("title", ""))
    except Declined as refusal:
        messages.error(request, refusal.message)
    return redirect(dataset_address(dataset))


@require_POST
@login_required
def data_delete(request: HttpRequest, pk: UUID) -> HttpResponse:
    dataset = _mine(request, pk)
    try:
        services.dataset_delete(dataset=dataset)
    except Declined as refusal:
        messages.error(request, refusal.message)
        return redirect(dataset_address(dataset))
    messages.success(request, f"“{dataset.title}” is deleted, with its files.")
    return redirect("train-data")


def _mine(request: HttpRequest, pk: UUID) -> Dataset:
    found = dataset_selectors.dataset_find(pk=pk, user=person_signed_in(request))
    if found is None:
        raise Http404
    return found
