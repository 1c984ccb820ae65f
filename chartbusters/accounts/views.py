"""The form in which people change what their page says of them."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from chartbusters.accounts.models import User
from chartbusters.accounts.services import LONGEST_ABOUT, LONGEST_NAME, person_update


class ProfileForm(forms.Form):
    display_name = forms.CharField(
        label="Name to show",
        max_length=LONGEST_NAME,
        required=False,
        help_text="What others see beside your songs. Empty means your user name.",
    )
    about = forms.CharField(label="About you", max_length=LONGEST_ABOUT, required=False, widget=forms.Textarea)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def profile_edit(request: HttpRequest) -> HttpResponse:
    person = request.user
    assert isinstance(person, User)  # noqa: S101  login_required let nobody else through
    form = ProfileForm(request.POST or None, initial={"display_name": person.display_name, "about": person.about})
    if request.method == "POST" and form.is_valid():
        person_update(person=person, **form.cleaned_data)
        messages.success(request, "Saved.")
        return redirect("profile", person.username)
    return render(request, "accounts/profile_edit.html", {"form": form})
