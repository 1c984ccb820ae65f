"""The page of who may take part: requests, class code, list, late links."""

from datetime import UTC, datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from chartbusters.accounts.people import person_signed_in
from chartbusters.challenges import selectors, services
from chartbusters.challenges.models import Challenge
from chartbusters.challenges.organisers import Right
from chartbusters.desk.frame import desk_frame
from chartbusters.web.errors import Refusal
from chartbusters.web.moments import moment_parsed
from chartbusters.web.pagination import digits, number_asked

PAGE = 100  # members on one page


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest, slug: str) -> HttpResponse:
    """Requests, codes, members and late links; for organisers who look after people."""
    context = desk_frame(request, slug, "people", Right.PEOPLE)
    challenge = context["challenge"]
    if request.method == "POST":
        try:
            context["link"] = _done(request, challenge)
        except Refusal as refusal:
            context |= {"refusal": refusal, "typed": request.POST}
        else:
            if not context["link"]:
                return redirect("desk-people", slug=slug)
    return render(request, "desk/people.html", context | _shown(request, challenge))


def _shown(request: HttpRequest, challenge: Challenge) -> dict[str, Any]:
    found = selectors.members_of(challenge=challenge)
    if before := number_asked(request.GET.get("before")):
        found = found.filter(pk__lt=before)
    members = list(found[: PAGE + 1])
    waiting = selectors.join_requests_waiting(challenge=challenge)
    code = selectors.class_code_of(challenge=challenge)
    address = f"{reverse('challenge-join', args=[challenge.slug])}?code={code}" if code else ""
    return {
        "code": code,
        "code_link": request.build_absolute_uri(address) if code else "",
        "members": members[:PAGE],
        "count": found.count(),
        "more": members[PAGE - 1].pk if len(members) > PAGE else None,
        "join_requests": waiting[:PAGE],
        "waiting": waiting.count(),
        "late_links": selectors.late_links_of(challenge=challenge.pk),
    }


def _done(request: HttpRequest, challenge: Challenge) -> str:
    """Does what the form asks for; a late link to be shown once, or nothing."""
    posted, by = request.POST, person_signed_in(request)
    act = posted.get("act", "")
    if act == "late":
        return _late(request, challenge)
    if act == "code":
        places = digits(posted.get("places", "")[:6])
        services.class_code_make(challenge=challenge, by=by, places=int(places) if places else None)
        messages.success(request, "There is a fresh class code.")
    elif act == "end-code":
        services.class_code_end(challenge=challenge, by=by)
        messages.success(request, "The class code has ended. Who came by it stays a member.")
    elif act == "list":
        _list(request, challenge)
    else:
        _take(request, challenge, act)
    return ""


def _list(request: HttpRequest, challenge: Challenge) -> None:
    text = request.POST.get("people", "")
    listed = services.members_list(challenge=challenge, text=text, by=person_signed_in(request))
    messages.success(request, f"Added to the members: {listed.added}.")
    if listed.unknown:
        names = ", ".join(listed.unknown[:20])
        messages.warning(request, f"Nobody here has these names, so they were left out: {names}.")


def _take(request: HttpRequest, challenge: Challenge, act: str) -> None:
    """Takes off a member, takes back a late link, or answers a request, by its key."""
    number, by = int(digits(request.POST.get("pk", "")[:18]) or 0), person_signed_in(request)
    if act == "remove":
        services.member_remove(challenge=challenge, pk=number, by=by)
        messages.success(request, "Taken off the members. What they entered or voted stays.")
    elif act in ("accept", "decline"):
        yes = act == "accept"
        services.join_request_answer(challenge=challenge, pk=number, accept=yes, by=by)
        messages.success(request, "Accepted: a member now." if yes else "Declined. They are told.")
    elif act == "end-late":
        services.late_link_end(challenge=challenge, pk=number, by=by)
        messages.success(request, "The late link lets nobody in any more.")
    else:
        raise Refusal("invalid", "That is nothing this page does. Nothing was changed.")


def _late(request: HttpRequest, challenge: Challenge) -> str:
    until, name = _moment(request.POST.get("until", "")), request.POST.get("username", "")
    _, code = services.late_link_give(
        challenge=challenge, username=name, until=until, by=person_signed_in(request)
    )
    return request.build_absolute_uri(reverse("challenge-late", args=[challenge.slug, code]))


def _moment(text: str) -> datetime:
    """What a field for date and time sends; the form says that it is in UTC."""
    moment = moment_parsed(text)
    if moment is None:
        raise Refusal("invalid", "Give date and time, in UTC. Nothing was given.", field="until")
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
