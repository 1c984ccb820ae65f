"""The page on which one votes, where pairs come through the API; and that of one's own votes."""

from datetime import datetime
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

from chartbusters.accounts.models import User
from chartbusters.accounts.people import person_signed_in
from chartbusters.challenges.models import Phase
from chartbusters.challenges.selectors import challenges_listed, door_of
from chartbusters.compositions.selectors import compositions_of
from chartbusters.voting.disguise import disguised
from chartbusters.voting.going_on import vote_beside
from chartbusters.voting.picks import picks_page, votes_of
from chartbusters.voting.selectors import progress_of
from chartbusters.web.moments import moment_parsed


@require_safe
@ensure_csrf_cookie
def vote(request: HttpRequest, slug: str) -> HttpResponse:
    """Two nameless songs side by side."""
    challenge = get_object_or_404(challenges_listed(), slug=slug)
    door = door_of(challenge=challenge, person=request.user)
    voting = challenge.phase == Phase.VOTING
    context = {"challenge": challenge, "tab": "vote", "voting": voting, "door": door}
    if isinstance(request.user, User):
        context["progress"] = progress_of(challenge=challenge, voter=request.user)
        context["beside"] = vote_beside(challenge=challenge.pk, voter=request.user.pk)
    return render(request, "voting/vote.html", context)


@login_required
@require_safe
def heard(request: HttpRequest, pk: UUID) -> JsonResponse:
    """One of my songs as voters would hear it on a ballot, for the form that enters it."""
    mine = compositions_of(owner=person_signed_in(request))
    composition = get_object_or_404(mine, pk=pk)
    if composition.head is None:
        raise Http404
    return JsonResponse(disguised(composition.head.song.document))


@login_required
@require_safe
def picks(request: HttpRequest, slug: str) -> HttpResponse:
    """One's own votes, with who was behind them once voting is over."""
    person = person_signed_in(request)
    challenge = get_object_or_404(challenges_listed(), slug=slug)
    before = _moment(request.GET.get("before", ""))
    closed = challenge.phase == Phase.CLOSED
    told, older = picks_page(voter=person, slug=slug, before=before) if closed else ([], None)
    context = {
        "challenge": challenge,
        "tab": "picks",
        "closed": closed,
        "voting": challenge.phase == Phase.VOTING,
        "count": votes_of(voter=person, slug=slug).count(),
        "picks": told,
        "older": older and older.isoformat(),
    }
    return render(request, "voting/picks.html", context)


def _moment(text: str) -> datetime | None:
    """Of the page's own links; 404 for anything else."""
    moment = moment_parsed(text)
    if text and (moment is None or moment.tzinfo is None):
        raise Http404
    return moment
