"""The studio, and the page of one's own songs."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

from chartbusters.accounts.models import User
from chartbusters.compositions import selectors
from chartbusters.web.soundfont import soundfont_url

PAGE = 24


@require_safe
@ensure_csrf_cookie
def studio(request: HttpRequest) -> HttpResponse:
    """The music studio. `?composition=` opens one of mine, `?remix=` a copy of anyone's, `?preset=` a melody."""
    addresses = {
        "presets": reverse("presets"),
        "models": reverse("models"),
        "jobs": reverse("generation-jobs"),
        "imports": reverse("composition-import"),
        "exports": reverse("composition-export"),
        "compositions": reverse("compositions"),
        "soundfont": soundfont_url(),
    }
    start = {
        "preset": request.GET.get("preset", "")[:80],
        "composition": _address(request, "composition"),
        "remix": _address(request, "remix"),
    }
    return render(request, "compositions/studio.html", {"addresses": addresses, "start": start})


def _address(request: HttpRequest, name: str) -> str:
    """Where the API serves the composition of this query parameter; empty without one, 404 when it is not visible."""
    if not (text := request.GET.get(name, "")):
        return ""
    try:
        pk = UUID(text)
    except ValueError:
        raise Http404 from None
    if not selectors.compositions_visible(user=request.user).filter(pk=pk).exists():
        raise Http404
    return reverse("composition", args=[pk])


@require_safe
@login_required
def library(request: HttpRequest) -> HttpResponse:
    """My songs."""
    assert isinstance(request.user, User)  # noqa: S101  login_required let nobody else through
    page = Paginator(selectors.compositions_of(owner=request.user), PAGE).get_page(request.GET.get("page"))
    return render(request, "compositions/library.html", {"page": page})
