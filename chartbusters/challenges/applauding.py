"""The button of applause on the page of an entry."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from chartbusters.accounts.people import person_signed_in
from chartbusters.challenges import selectors, services


@login_required
@require_POST
def applaud(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """Gives applause, or takes it back."""
    person = person_signed_in(request)
    found = get_object_or_404(selectors.entries_ended(), pk=pk, challenge__slug=slug)
    act = services.applause_take if "take" in request.POST else services.applause_give
    act(entry=found, person=person)
    return redirect(found)
