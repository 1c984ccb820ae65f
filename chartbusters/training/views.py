"""The front page of training."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chartbusters.accounts.models import User
from chartbusters.training import selectors
from chartbusters.training.wizard.offering import techniques_shown
from chartbusters.training.wizard.views import torch_missing
from generation.dataset_selectors import datasets_of
from generation.models import LEAST_PIECES


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """My runs and my data, what others show, and the way to a new run."""
    person = request.user if isinstance(request.user, User) else None
    runs = list(selectors.runs_of(owner=person)) if person else []
    context: dict[str, Any] = {
        "runs": runs,
        "more_runs": len(runs) == selectors.SHOWN,
        "datasets": datasets_of(owner=person)[: selectors.SHOWN] if person else [],
        "published": selectors.runs_published(),
        "techniques": techniques_shown(),
        "torch_missing": torch_missing(),
        "least": LEAST_PIECES,
    }
    return render(request, "training/front.html", context)
