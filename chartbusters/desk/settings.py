"""The page on which a challenge is made or changed, and the answer to it while one types."""

from contextlib import AbstractContextManager
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from chartbusters.accounts.models import User
from chartbusters.accounts.people import person_signed_in
from chartbusters.challenges.models import Challenge
from chartbusters.challenges.organisers import Right, may_organise
from chartbusters.desk import services
from chartbusters.desk.drafts import draft_of
from chartbusters.desk.forms import (
    MOMENTS,
    SECTIONS,
    DeskForm,
    in_utc,
    new_challenge,
    proposed_slug,
)
from chartbusters.desk.frame import desk_frame
from chartbusters.desk.zones import has_zone, known_zone, zone_of
from chartbusters.web.errors import Refusal


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Makes a challenge, which nobody sees before it is published."""
    person = _maker(request)
    with _in_zone(request, person):
        form = _form(request, person, new_challenge())
        if not has_zone(person=person) and request.method != "POST":
            form.fields["zone"].widget.attrs["data-guess"] = ""
        if made := _saved(request, form, person):
            messages.success(request, "Saved. Nobody but its organisers sees it yet.")
            page = "desk-preview" if "preview" in request.POST else "desk-challenge"
            return redirect(page, made.slug)
        return _page(request, "desk/new.html", form, person, {})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest, slug: str) -> HttpResponse:
    """Changes a challenge."""
    person = person_signed_in(request)
    context = desk_frame(request, slug, "settings", Right.EDIT)
    with _in_zone(request, person):
        form = _form(request, person, context["challenge"])
        if saved := _saved(request, form, person):
            messages.success(request, "Saved.")
            page = "desk-preview" if "preview" in request.POST else "desk-settings"
            return redirect(page, saved.slug)
        # the form has written into its challenge what cannot be saved
        context["challenge"] = desk_frame(request, slug, "settings")["challenge"]
        return _page(request, "desk/settings.html", form, person, context)


@login_required
@require_POST
def check_new(request: HttpRequest) -> JsonResponse:
    return _checked(request, _maker(request), new_challenge())


@login_required
@require_POST
def check(request: HttpRequest, slug: str) -> JsonResponse:
    challenge = desk_frame(request, slug, "settings", Right.EDIT)["challenge"]
    return _checked(request, person_signed_in(request), challenge)


def _checked(request: HttpRequest, person: User, challenge: Challenge) -> JsonResponse:
    """What would be refused if the form were sent as it is now, field by field; nothing is
    saved."""
    with _in_zone(request, person):
        form = _form(request, person, challenge)
        return JsonResponse(
            {
                "errors": form.errors,
                "slug": proposed_slug(request.POST.get("title", "")),
                "utc": in_utc(form),
            }
        )


def _maker(request: HttpRequest) -> User:
    person = person_signed_in(request)
    if not may_organise(person=person):
        raise PermissionDenied("On this site its staff makes challenges.")
    return person


def _in_zone(request: HttpRequest, person: User) -> AbstractContextManager[None]:
    """Times are read and shown in the zone that the form names, or in which the person planned
    last."""
    known = zone_of(person=person)
    return timezone.override(known_zone(request.POST.get("zone", known), known))


def _form(request: HttpRequest, person: User, challenge: Challenge) -> DeskForm:
    data = request.POST if request.method == "POST" else None
    return DeskForm(data, instance=challenge, zone=zone_of(person=person))


def _saved(request: HttpRequest, form: DeskForm, person: User) -> Challenge | None:
    if request.method != "POST" or not form.is_valid():
        return None
    values = form.cleaned_data
    try:
        return services.challenge_write(
            challenge=form.instance,
            by=person,
            zone=values["zone"],
            note=values["note"],
            examples=values["playlist"],
            changed=form.changed_data,
        )
    except Refusal as refusal:  # what was right a moment ago
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        return None


def _page(
    request: HttpRequest, template: str, form: DeskForm, person: User, context: dict[str, Any]
) -> HttpResponse:
    utc = in_utc(form)
    sections = [
        {"key": key, "title": title, "fields": _fields(form, names, utc)}
        for key, title, names in SECTIONS
        if key != "note" or form.has_note()
    ]
    context |= {"form": form, "sections": sections, "moments": MOMENTS}
    context["draft"] = draft_of(form=form, person=person)
    return render(request, template, context, status=409 if form.errors else 200)


def _fields(form: DeskForm, names: list[str], utc: dict[str, str]) -> list[dict[str, Any]]:
    return [{"field": form[name], "utc": utc.get(name)} for name in names]
