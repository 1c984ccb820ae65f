"""The page of the desk from which all entries are looked at again."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from chartbusters.accounts.people import person_signed_in
from chartbusters.challenges.organisers import Right
from chartbusters.challenges.rules import rules_in_words
from chartbusters.desk.frame import desk_frame
from chartbusters.rechecks import services
from chartbusters.rechecks.models import Kind, Recheck
from chartbusters.web.outcomes import outcome_told
from chartbusters.web.pagination import digits

SHOWN, PAGE = 10, 100


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def rechecks(request: HttpRequest, slug: str) -> HttpResponse:
    """What was looked at, how far it is, and the buttons that begin another."""
    context = desk_frame(request, slug, "rechecks", Right.MODERATE)
    if request.method == "POST":
        _asked(request, context["challenge"])
        return redirect("desk-rechecks", slug=slug)
    newest = Recheck.objects.filter(challenge=context["challenge"].pk)[:SHOWN]
    return render(request, "rechecks/rechecks.html", {**context, "newest": newest, "kinds": Kind})


@never_cache
@login_required
@require_safe
def recheck(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Which entries would not pass, by number."""
    context = desk_frame(request, slug, "rechecks", Right.MODERATE)
    one = get_object_or_404(Recheck, pk=pk, challenge=context["challenge"].pk)
    after = int(digits(request.GET.get("after", "")[:9]) or 0)
    behind = one.findings.filter(entry__number__gt=after).select_related("entry")
    found = list(behind[: PAGE + 1])
    context |= {
        "one": one,
        "rules": rules_in_words(one.rules),
        "findings": found[:PAGE],
        "more": found[PAGE - 1].entry.number if len(found) > PAGE else None,
    }
    return render(request, "rechecks/recheck.html", context)


def _asked(request: HttpRequest, challenge: object) -> None:
    kind = request.POST.get("kind", "")
    with outcome_told(request, "Begun. It goes on by itself, and stands below."):
        services.recheck_ask(challenge=challenge, by=person_signed_in(request), kind=kind)  # type: ignore[arg-type]
