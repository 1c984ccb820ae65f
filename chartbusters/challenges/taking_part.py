"""Pages of those who come to a challenge by somebody's word: a class code, a late link, a maker who
asks them to sign."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chartbusters.accounts.people import person_signed_in
from chartbusters.challenges import selectors, services
from chartbusters.challenges.models import Author, Entry
from chartbusters.challenges.people import authorships_of
from chartbusters.web.errors import Refusal
from chartbusters.web.pagination import digits

MOST_SHOWN = 50


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, slug: str) -> HttpResponse:
    """The class code, typed or brought by a link. Looking at the page makes nobody a member."""
    challenge = get_object_or_404(selectors.challenges_listed(), slug=slug)
    person, refusal = person_signed_in(request), None
    if request.method == "POST":
        try:
            services.member_join(
                challenge=challenge, person=person, code=request.POST.get("code", "")
            )
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, "You are a member of this challenge now.")
            return redirect(challenge)
    context = {
        "challenge": challenge,
        "member": selectors.is_member(challenge=challenge.pk, person=person),
        "code": request.POST.get("code") or request.GET.get("code", ""),
        "refusal": refusal,
    }
    status = refusal.status if refusal else 200
    return render(request, "challenges/join.html", context, status=status)


@never_cache
@login_required
@require_safe
def late(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """A late link leads to the form that enters, if it is this person's and can still be used."""
    challenge = get_object_or_404(selectors.challenges_listed(), slug=slug)
    person = person_signed_in(request)
    if not selectors.late_link_alive(challenge=challenge, person=person, code=code):
        raise Refusal("late_closed", services.LATE_CLOSED, 410)
    return redirect(f"{reverse('challenge-submit', args=[slug])}?late={code}")


@login_required
@require_safe
def signing(request: HttpRequest) -> HttpResponse:
    """The entries that others have named this person a co-author of, the last first."""
    mine = authorships_of(person=person_signed_in(request))[:MOST_SHOWN]
    return render(request, "challenges/signing.html", {"mine": mine})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The question whether one made an entry too, with its music, and the answer."""
    author = _author(request, pk)
    if request.method == "POST":
        return _answered(request, author)
    context = {"author": author, "entry": author.entry, "challenge": author.entry.challenge}
    return render(request, "challenges/sign.html", context)


def _author(request: HttpRequest, pk: UUID) -> Author:
    return get_object_or_404(authorships_of(person=person_signed_in(request)), entry=pk)


def _answered(request: HttpRequest, author: Author) -> HttpResponse:
    person, said = person_signed_in(request), request.POST.get("answer")
    if said not in ("yes", "no"):
        raise Refusal("invalid", "Say yes or no. Nothing was changed.", field="answer")
    if said == "yes":
        services.author_accept(author=author, person=person)
        messages.success(request, "Signed. Your name stands there once names are told.")
    else:
        services.author_decline(author=author, person=person)
        messages.success(request, "Your name does not stand there. Its maker can see that.")
    return redirect("signing")


@login_required
@require_safe
def sign_document(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The song of an entry that one is asked to sign, for the player."""
    song = _author(request, pk).entry.song
    return HttpResponse(song.document_json, content_type="application/json")


@login_required
@require_POST
def authors(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """The maker asks somebody to sign, or takes somebody off."""
    person = person_signed_in(request)
    mine = selectors.entries_of(maker=person).filter(challenge__slug=slug)
    entry = get_object_or_404(mine, pk=pk)
    try:
        messages.success(request, _changed(request, entry))
    except Refusal as refusal:
        messages.error(request, refusal.message)
    return redirect(entry)


def _changed(request: HttpRequest, entry: Entry) -> str:
    by = person_signed_in(request)
    if "remove" not in request.POST:
        name = request.POST.get("username", "")
        asked = services.author_ask(entry=entry, by=by, username=name)
        return f"{asked.person.shown_name} is asked to sign."
    number = digits(request.POST["remove"][:18])
    if not number:
        raise Http404
    services.author_remove(entry=entry, by=by, pk=int(number))
    return "Taken off this entry."
