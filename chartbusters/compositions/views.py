"""The studio, and the page of one's own songs."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chartbusters.accounts.people import person_signed_in
from chartbusters.compositions import selectors
from chartbusters.compositions.storing import stored_of
from chartbusters.web.devices import with_microphone
from chartbusters.web.pagination import digits

PAGE = 24


@require_safe
@with_microphone
def studio(request: HttpRequest) -> HttpResponse:
    """The music studio. Its script opens what the query names (`composition`, `remix` or `preset`)
    through the API."""
    return render(request, "compositions/studio.html", {"kept": not settings.DEBUG})


@require_safe
@login_required
def library(request: HttpRequest) -> HttpResponse:
    """My songs."""
    person = person_signed_in(request)
    page = Paginator(selectors.compositions_of(owner=person), PAGE).get_page(
        digits(request.GET.get("page"))
    )
    return render(
        request,
        "compositions/library.html",
        {"page": page, "stored": stored_of(owner=person)},
    )
