"""What owners, people with a link and organisers do on the pages of models."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from chartbusters.accounts.models import User
from chartbusters.accounts.people import person_signed_in
from chartbusters.catalogue import selectors, services
from chartbusters.catalogue.models import Publication
from generation.models import TrainedModel
from generation.services import (
    trained_model_keep,
    trained_model_let_go,
    trained_model_return,
    trained_model_share,
    trained_model_update,
)

Act = Callable[[TrainedModel, User, HttpRequest], str]  # what is told when it is done


def _share(model: TrainedModel, by: User, request: HttpRequest) -> str:
    trained_model_share(model=model, by=by)
    return "Here is its link. Whoever has it can see and use the model until you end it."


def _hide(model: TrainedModel, by: User, request: HttpRequest) -> str:
    services.model_hide(model=model, by=by, words=request.POST.get("words", ""))
    return "Only its owner sees the model now."


def _ask(model: TrainedModel, by: User, request: HttpRequest) -> str:
    services.publication_ask(model=model, by=by, words=request.POST.get("words", ""))
    return "The organisers are asked. You are told when they have decided."


def _take_back(model: TrainedModel, by: User, request: HttpRequest) -> str:
    services.publication_take_back(model=model, by=by)
    return "You ask for it no longer. Nothing else has changed."


def _withdraw(model: TrainedModel, by: User, request: HttpRequest) -> str:
    services.model_withdraw(model=model, by=by)
    return "The model is withdrawn. For a week you can bring it back."


def _return(model: TrainedModel, by: User, request: HttpRequest) -> str:
    trained_model_return(model=model, by=by)
    return "The model is back, for you alone."


def _rename(model: TrainedModel, by: User, request: HttpRequest) -> str:
    told = {name: request.POST[name] for name in ("title", "description") if name in request.POST}
    trained_model_update(model=model, by=by, **told)
    return "Kept."


def _let_go(model: TrainedModel, by: User, request: HttpRequest) -> str:
    trained_model_let_go(model=model, person=by)
    return "The model is out of your studio. Its link brings it back."


ACTS: dict[str, Act] = {
    "share": _share,
    "hide": _hide,
    "ask": _ask,
    "take_back": _take_back,
    "withdraw": _withdraw,
    "return": _return,
    "rename": _rename,
    "let_go": _let_go,
}


@require_POST
@login_required
def change(request: HttpRequest, name: str) -> HttpResponse:
    """One act on a trained model, named by the button that was pressed."""
    by = person_signed_in(request)
    model = selectors.models_shown(user=by).filter(name=name).first()
    act = ACTS.get(request.POST.get("act", ""))
    if model is None or act is None:
        raise Http404
    messages.success(request, act(model, by, request))
    still = selectors.models_shown(user=by).filter(name=name).exists()
    return redirect("model", name) if still else redirect("models")


@require_POST
@login_required
def keep(request: HttpRequest, token: str) -> HttpResponse:
    """Puts the model behind a link into one's studio, and opens that."""
    model = trained_model_keep(link_token=token, person=person_signed_in(request))
    return redirect(f"{reverse('studio')}?{urlencode({'model': model.name})}")


@require_POST
@login_required
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """An organiser publishes what was asked for, or says why not."""
    by = person_signed_in(request)
    publication = get_object_or_404(Publication.objects.select_related("model"), pk=pk)
    granted = "publish" in request.POST
    told: dict[str, Any] = {"granted": granted, "words": request.POST.get("words", "")}
    services.publication_answer(publication=publication, by=by, **told)
    done = "is published" if granted else "is not published; its owner is told why"
    messages.success(request, f"{publication.model.title} {done}.")
    return redirect("models-asked")
