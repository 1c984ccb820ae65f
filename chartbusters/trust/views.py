"""The page of one's own votes: whether they wait for mail, which are void and why, and what was
asked and answered."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from chartbusters.accounts.people import person_signed_in
from chartbusters.challenges.models import Challenge
from chartbusters.trust import selectors, services
from chartbusters.trust.services.appeals import LONGEST_WORDS
from chartbusters.web.outcomes import outcome_told


@never_cache
@require_safe
@login_required
def my_votes(request: HttpRequest) -> HttpResponse:
    """Nothing of what tests say stands here: whoever buys votes would read in it how they do."""
    person = person_signed_in(request)
    appeals = list(selectors.appeals_of(person=person))
    waiting = {appeal.challenge_id for appeal in appeals if appeal.answered_at is None}
    shown = {
        "mail_missing": selectors.mail_missing(person=person),
        "voided": selectors.voids_told(person=person),
        "appeals": appeals,
        "waiting": waiting,
        "longest": LONGEST_WORDS,
    }
    return render(request, "trust/my_votes.html", shown)


@require_POST
@login_required
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """A question about votes that are void."""
    challenge = get_object_or_404(Challenge.objects.published(), slug=slug)
    words = request.POST.get("words", "")
    with outcome_told(request, "Your question is with the organisers. They answer here."):
        services.appeal_make(challenge=challenge, person=person_signed_in(request), words=words)
    return redirect("my-votes")
