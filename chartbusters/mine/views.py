"""The challenges in which one takes part."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chartbusters.accounts.people import person_signed_in
from chartbusters.mine import selectors
from chartbusters.web.pagination import digits


@login_required
@require_safe
def my_challenges(request: HttpRequest) -> HttpResponse:
    """What goes on with what is due, and what is over with the ranks."""
    person = person_signed_in(request)
    before = int(digits(request.GET.get("before", "")[:9]) or 0)
    parts = selectors.parts_of(person=person, before=before)
    context = {
        "running": [part for part in parts.shown if not part.over],
        "past": [part for part in parts.shown if part.over],
        "more": parts.more,
        "first": not before,
    }
    return render(request, "mine/challenges.html", context)
