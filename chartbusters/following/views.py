"""Buttons that follow, block and mute; lists of people; and the page of whom one keeps away."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from chartbusters.accounts.models import User
from chartbusters.accounts.people import person_signed_in
from chartbusters.accounts.selectors import person_by_name
from chartbusters.following import selectors, services
from chartbusters.web.pagination import number_asked

Act = Callable[..., None]


@require_POST
@login_required
def follow(request: HttpRequest, username: str) -> HttpResponse:
    """Follows a person, or lets go."""
    return _changed(request, username, services.person_follow, services.person_unfollow)


@require_POST
@login_required
def block(request: HttpRequest, username: str) -> HttpResponse:
    """Keeps a person away, or ends that."""
    done = (
        "You keep {name} away: you follow each other no longer, and they cannot follow you, repost "
        "your songs or write to you. They are not told. You can undo this here.",
        "You keep {name} away no longer. Who followed whom before does not follow again by itself.",
    )
    acts = services.person_block, services.person_unblock
    return _changed(request, username, *acts, told=done, kept=True)


@require_POST
@login_required
def mute(request: HttpRequest, username: str) -> HttpResponse:
    """Shows nothing more of a person, or ends that."""
    done = (
        "You are shown nothing more of {name} in your stream. They are not told. You can undo this "
        "here.",
        "You are shown what {name} does again.",
    )
    acts = services.person_mute, services.person_unmute
    return _changed(request, username, *acts, told=done, kept=True)


def _changed(
    request: HttpRequest,
    username: str,
    begin: Act,
    end: Act,
    *,
    told: tuple[str, str] | None = None,
    kept: bool = False,
) -> HttpResponse:
    person, ends = _person(username), "take" in request.POST
    (end if ends else begin)(by=person_signed_in(request), person=person)
    if told:
        messages.success(request, told[ends].format(name=person.shown_name))
    return redirect(_back(request, "kept-away" if kept else person.get_absolute_url()))


def _back(request: HttpRequest, otherwise: str) -> str:
    """The page from which somebody came to press a button, if it is one of ours."""
    asked = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(asked, {request.get_host()}, request.is_secure())
    return asked if ours and asked.startswith("/") else otherwise


@require_safe
def followers(request: HttpRequest, username: str) -> HttpResponse:
    """Who follows a person."""
    return _people(request, username, "followers", selectors.followers_page)


@require_safe
def following(request: HttpRequest, username: str) -> HttpResponse:
    """Whom a person follows."""
    return _people(request, username, "following", selectors.following_page)


def _people(
    request: HttpRequest, username: str, which: str, page: Callable[..., Any]
) -> HttpResponse:
    person, before = _person(username), number_asked(request.GET.get("before"))
    found = page(person=person, before=before)
    context = {
        "person": person,
        "mine": request.user == person,
        "which": which,
        "people": found.people,
        "more": found.more,
        "begun": not before,
        "followers": selectors.followers_count(person=person.pk),
        "following": selectors.following_count(person=person.pk),
    }
    return render(request, "following/people.html", context)


@require_safe
@login_required
@never_cache
def kept_away(request: HttpRequest) -> HttpResponse:
    """Whom I block and mute, with the way back."""
    person = person_signed_in(request)
    context = {
        "blocked": selectors.blocked_people(person=person),
        "muted": selectors.muted_people(person=person),
    }
    return render(request, "following/kept_away.html", context)


def _person(username: str) -> User:
    person = person_by_name(username=username)
    if person is None:
        raise Http404
    return person
