"""The pages of a challenge's webhooks: its endpoints, and one with what was sent to it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from chartbusters.accounts.people import person_signed_in
from chartbusters.challenges.organisers import Right
from chartbusters.challenges.webhooks import subject_of
from chartbusters.desk.frame import desk_frame, desk_page
from chartbusters.desk.webhook_acts import ACTS
from chartbusters.web.errors import Refusal
from chartbusters.web.pagination import number_asked
from chartbusters.webhooks import selectors, services
from chartbusters.webhooks.kinds import KINDS
from chartbusters.webhooks.models import MOST_OF_A_SUBJECT, Endpoint

PAGE = 50


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def webhooks(request: HttpRequest, slug: str) -> HttpResponse:
    """All endpoints. The secret of a new one is shown in the answer to the form, and nowhere
    else."""
    context = desk_frame(request, slug, "webhooks", Right.EDIT)
    subject = subject_of(context["challenge"].pk)
    if request.method == "POST":
        try:
            context["made"] = services.endpoint_create(
                subject=subject,
                url=request.POST.get("url", "").strip(),
                kinds=request.POST.getlist("kinds"),
                by=person_signed_in(request),
            )
        except Refusal as refusal:
            context |= {"refusal": refusal, "url": request.POST.get("url", "")}
            context["chosen"] = request.POST.getlist("kinds")
    endpoints = list(selectors.endpoints_of(subject=subject))
    context |= {"endpoints": endpoints, "kinds": KINDS, "most": MOST_OF_A_SUBJECT}
    context["room"] = len(endpoints) < MOST_OF_A_SUBJECT
    return desk_page(request, "desk/webhooks.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def webhook(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One endpoint: what was sent to it, and what can be done with it."""
    context = desk_frame(request, slug, "webhooks", Right.EDIT)
    endpoint = _endpoint(context, pk)
    if request.method == "POST":
        try:
            if done := _done(request, endpoint, context):
                return done
        except Refusal as refusal:
            context["refusal"] = refusal
        endpoint = _endpoint(context, pk)
    context |= {"endpoint": endpoint, "kinds": KINDS, "now": timezone.now()}
    context |= {"chosen": endpoint.kinds, "url": endpoint.url}
    context |= _page(request, endpoint)
    return desk_page(request, "desk/webhook.html", context)


def _endpoint(context: dict[str, Any], pk: int) -> Endpoint:
    subject = subject_of(context["challenge"].pk)
    found = selectors.endpoints_of(subject=subject).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _done(request: HttpRequest, endpoint: Endpoint, context: dict[str, Any]) -> Any:
    """Does what a button says; gives the way to the next page, but for a secret, which is shown
    here and now."""
    act = request.POST.get("act", "")
    if act == "secret":
        context["secret"] = services.endpoint_renew_secret(
            endpoint=endpoint, by=person_signed_in(request)
        )
        return None
    if act not in ACTS:
        raise Refusal("invalid", "There is no such button. Nothing was done.", field="act")
    messages.success(request, ACTS[act](request, endpoint, person_signed_in(request)))
    slug = context["challenge"].slug
    if act == "remove":
        return redirect("desk-webhooks", slug=slug)
    return redirect("desk-webhook", slug=slug, pk=endpoint.pk)


def _page(request: HttpRequest, endpoint: Endpoint) -> dict[str, Any]:
    """The latest deliveries, or those before one."""
    found = selectors.deliveries_of(endpoint=endpoint)
    if before := number_asked(request.GET.get("before")):
        found = found.filter(pk__lt=before)
    rows = list(found[: PAGE + 1])
    more = rows[PAGE - 1].pk if len(rows) > PAGE else None
    return {"deliveries": rows[:PAGE], "more": more}
