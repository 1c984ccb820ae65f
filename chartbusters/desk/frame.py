"""What all pages of the desk begin with: the challenge, and what this organiser may do with it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from chartbusters.accounts.people import person_signed_in
from chartbusters.challenges.models import PhasedChallenge
from chartbusters.challenges.organisers import HIDDEN, Right, right_require, rights_of
from chartbusters.challenges.selectors import challenge_counted
from chartbusters.web.errors import Refusal


def desk_frame(
    request: HttpRequest, slug: str, tab: str, right: Right = Right.VIEW
) -> dict[str, Any]:
    """Context of templates/desk/layout.html, for a view below `login_required`. Raises `Refusal`
    for who does not hold `right`: 404 for strangers, who are not told that there is a challenge."""
    person, challenge = person_signed_in(request), desk_challenge(slug)
    right_require(person=person, challenge=challenge, right=right)
    rights = rights_of(person=person, challenge=challenge)
    return {
        "challenge": challenge,
        "tab": tab,
        "rights": rights,
        "may": {one.value: one in rights for one in Right},
    }


def desk_page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """The page, with the status of the refusal that it tells, if there is one."""
    status = context["refusal"].status if "refusal" in context else 200
    return render(request, template, context, status=status)


def desk_challenge(slug: str) -> PhasedChallenge:
    """Published or not; with its phase and its number of entries."""
    found = challenge_counted(slug=slug)
    if found is None:
        raise Refusal("not_found", HIDDEN, 404)
    return found
