"""The forms in which people change what their page says of them, and make and take away tokens."""

from uuid import UUID

from allauth.usersessions.models import UserSession
from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chartbusters.accounts.people import person_signed_in
from chartbusters.accounts.selectors import tokens_of
from chartbusters.accounts.services import (
    LONGEST_ABOUT,
    LONGEST_NAME,
    person_update,
    token_create,
    token_revoke,
)
from chartbusters.accounts.sessions import session_note, sessions_of, sessions_sign_out
from chartbusters.web.errors import Refusal

NEVER = "never"
LASTS = [("30", "30 days"), ("90", "90 days"), ("366", "a year"), (NEVER, "until I take it away")]


class ProfileForm(forms.Form):
    display_name = forms.CharField(
        label="Name to show",
        max_length=LONGEST_NAME,
        required=False,
        help_text="What others see beside your songs. Empty means your user name.",
    )
    about = forms.CharField(
        label="About you", max_length=LONGEST_ABOUT, required=False, widget=forms.Textarea
    )


class TokenForm(forms.Form):
    name = forms.CharField(
        label="What it is for",
        max_length=LONGEST_NAME,
        help_text="Such as the name of the program that gets it.",
    )
    days = forms.ChoiceField(label="It lasts", choices=LASTS, initial="90")

    def clean_days(self) -> int | None:
        days = self.cleaned_data["days"]
        return None if days == NEVER else int(days)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def profile_edit(request: HttpRequest) -> HttpResponse:
    person = person_signed_in(request)
    form = ProfileForm(
        request.POST or None, initial={"display_name": person.display_name, "about": person.about}
    )
    if request.method == "POST" and form.is_valid():
        try:
            person_update(person=person, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(refusal.field, refusal.message)
        else:
            messages.success(request, "Saved.")
            return redirect(person)
    return render(request, "accounts/profile_edit.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def tokens(request: HttpRequest) -> HttpResponse:
    """One's tokens. A new one is shown in the answer to the form, and nowhere else."""
    person, made = person_signed_in(request), None
    form = TokenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = token_create(owner=person, **form.cleaned_data)
            form = TokenForm()
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
    shown = {"form": form, "made": made, "tokens": tokens_of(owner=person)}
    return render(request, "accounts/tokens.html", shown)


@require_POST
@login_required
def token_take_away(request: HttpRequest, pk: UUID) -> HttpResponse:
    token = get_object_or_404(tokens_of(owner=person_signed_in(request)), id=pk)
    token_revoke(token=token)
    messages.success(request, f"{token.name} is taken away. Nobody comes in with it any more.")
    return redirect("tokens")


@require_safe
@login_required
@never_cache
def sessions(request: HttpRequest) -> HttpResponse:
    """Where one is signed in."""
    session_note(request=request)
    shown = {
        "sessions": sessions_of(person=person_signed_in(request)),
        "here": request.session.session_key,
    }
    return render(request, "accounts/sessions.html", shown)


@require_POST
@login_required
def session_end(request: HttpRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(UserSession.objects.filter(user=person_signed_in(request)), pk=pk)
    sessions_sign_out(person=person_signed_in(request), sessions=[one])
    messages.success(request, "Signed out there.")
    return redirect("sessions")


@require_POST
@login_required
def sessions_end_others(request: HttpRequest) -> HttpResponse:
    here = request.session.session_key
    others = [
        one for one in sessions_of(person=person_signed_in(request)) if one.session_key != here
    ]
    sessions_sign_out(person=person_signed_in(request), sessions=others)
    messages.success(request, "Signed out everywhere but here.")
    return redirect("sessions")
