"""Pages of a juror: what is due, an invitation, the list, one entry with its sheet."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chartbusters.accounts.people import person_signed_in
from chartbusters.challenges.models import OVER, Entry, Phase
from chartbusters.challenges.selectors import phase_now
from chartbusters.jury import selectors, services
from chartbusters.jury.models import Criterion, Juror
from chartbusters.jury.rounds.selectors import rounds_of
from chartbusters.voting.disguise import disguised
from chartbusters.web.errors import Refusal

LINK_DEAD = "This link was used, or a fresh one was sent, or the invitation was taken back."


@login_required
@require_safe
def juries(request: HttpRequest) -> HttpResponse:
    """The juries of a person, with what is due in each."""
    mine = [
        {"juror": juror, "progress": selectors.progress_of(juror=juror)}
        for juror in selectors.juries_of(person=person_signed_in(request))
    ]
    return render(request, "jury/juries.html", {"mine": mine})


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def invited(request: HttpRequest, code: str) -> HttpResponse:
    """Whoever has the link may take the seat. Looking at the page does not use it up."""
    juror = selectors.invitation_by_code(code=code)
    if juror is None:
        raise Refusal("link_dead", LINK_DEAD, 410)
    if request.method == "POST":
        return _answered(request, juror)
    return render(request, "jury/invitation.html", {"juror": juror, "challenge": juror.challenge})


@login_required
@require_POST
def answer(request: HttpRequest, slug: str) -> HttpResponse:
    """Yes or no of somebody who was asked by their user name."""
    return _answered(request, _seat(request, slug))


def _answered(request: HttpRequest, juror: Juror) -> HttpResponse:
    person, said = person_signed_in(request), request.POST.get("answer")
    if said not in ("yes", "no"):
        raise Refusal("invalid", "Say yes or no. Nothing was changed.", field="answer")
    if said == "yes":
        services.juror_accept(juror=juror, person=person)
        messages.success(request, "Thank you for judging.")
        return redirect("jury", slug=juror.challenge.slug)
    services.juror_decline(juror=juror, person=person)
    messages.success(request, "You will not judge. The organisers can see that, and ask others.")
    return redirect("juries")


@login_required
@require_safe
def jury(request: HttpRequest, slug: str) -> HttpResponse:
    """The entries to judge with how far each is; or the question whether one will."""
    juror = _seat(request, slug)
    challenge = juror.challenge
    context: dict[str, Any] = {"juror": juror, "challenge": challenge}
    if juror.accepted_at is None:
        return render(request, "jury/invitation.html", context)
    papers = selectors.papers_of(juror=juror)
    phase = phase_now(challenge=challenge)
    context |= {
        "papers": papers,
        "next": next((paper.number for paper in papers if not paper.submitted), None),
        "progress": selectors.progress_of(juror=juror),
        "criteria": selectors.rubric_of(challenge=challenge),
        "judging": phase == Phase.VOTING,
        "over": phase in OVER,
        "round": rounds_of(challenge=challenge).first(),
    }
    return render(request, "jury/jury.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One nameless entry with the rubric."""
    juror, entry = _at(request, slug, number)
    refusal = None
    if request.method == "POST":
        try:
            return _written(request, juror, number)
        except Refusal as refused:
            refusal = refused
    context = _sheet_context(juror, entry)
    if refusal:
        levels = _levels(request, context["criteria"])
        context |= {"refusal": refusal, "comment": request.POST.get("comment", "")}
        context["lines"] = _lines(context["criteria"], levels)
    return render(request, "jury/sheet.html", context, status=refusal.status if refusal else 200)


def _written(request: HttpRequest, juror: Juror, number: int) -> HttpResponse:
    """Does what a button of the sheet says."""
    slug, act = juror.challenge.slug, request.POST.get("act")
    if act == "reopen":
        services.sheet_reopen(juror=juror, number=number)
        messages.success(request, "Taken back. Change it, and submit it again before judging ends.")
        return redirect("jury-sheet", slug=slug, number=number)
    levels = _levels(request, selectors.rubric_of(challenge=juror.challenge_id))
    comment = request.POST.get("comment", "")
    if act != "submit":
        services.sheet_save(juror=juror, number=number, levels=levels, comment=comment)
        messages.success(request, "Kept as a draft. It counts once you submit it.")
        return redirect("jury-sheet", slug=slug, number=number)
    rubric = request.POST.get("rubric", "")
    services.sheet_submit(juror=juror, number=number, levels=levels, comment=comment, rubric=rubric)
    progress = selectors.progress_of(juror=juror)
    messages.success(request, f"Submitted. You have judged {progress.judged} of {progress.of}.")
    return redirect("jury-sheet", slug=slug, number=number)


def _levels(request: HttpRequest, criteria: list[Criterion]) -> dict[int, int]:
    """What was chosen in the form, level by criterion; anything else is not chosen."""
    chosen = {one.pk: request.POST.get(f"level-{one.pk}", "") for one in criteria}
    return {key: int(level) for key, level in chosen.items() if level in {*"12345"}}


def _sheet_context(juror: Juror, entry: Entry) -> dict[str, Any]:
    found = selectors.sheet_of(juror=juror, entry=entry)
    criteria = selectors.rubric_of(challenge=juror.challenge_id)
    papers = selectors.papers_of(juror=juror)
    open_ones = [paper.number for paper in papers if not paper.submitted]
    return {
        "challenge": juror.challenge,
        "juror": juror,
        "number": entry.number,
        "sheet": found,
        "criteria": criteria,
        "lines": _lines(criteria, selectors.levels_of(sheet=found)),
        "comment": found.comment if found else "",
        "version": selectors.rubric_version(criteria=criteria),
        "fault": selectors.rubric_fault(criteria=criteria),
        "others": _others(criteria, selectors.others_said(sheet=found)),
        "progress": selectors.progress_of(juror=juror),
        "next": next((one for one in open_ones if one != entry.number), None),
        "judging": phase_now(challenge=juror.challenge) == Phase.VOTING,
    }


def _lines(criteria: list[Criterion], levels: dict[int, int]) -> list[dict[str, Any]]:
    return [{"criterion": one, "chosen": levels.get(one.pk)} for one in criteria]


def _others(
    criteria: list[Criterion], said: list[dict[str, Any]] | None
) -> list[dict[str, Any]] | None:
    """Levels in the order of the rubric."""
    keys = [criterion.pk for criterion in criteria]
    return said and [
        {"juror": one["juror"], "levels": list(map(one["levels"].get, keys))} for one in said
    ]


@login_required
@require_safe
def song(request: HttpRequest, slug: str, number: int) -> JsonResponse:
    """The music of an entry without names, for the player of whoever judges it."""
    _, entry = _at(request, slug, number)
    return JsonResponse(disguised(entry.song.document))


def _at(request: HttpRequest, slug: str, number: int) -> tuple[Juror, Entry]:
    juror = _seat(request, slug)
    entry = selectors.entry_to_judge(juror=juror, number=number)
    if juror.accepted_at is None or entry is None or not selectors.may_listen(juror=juror):
        raise Http404
    return juror, entry


def _seat(request: HttpRequest, slug: str) -> Juror:
    juror = selectors.seat_at(slug=slug, person=request.user)
    if juror is None:
        raise Http404
    return juror
