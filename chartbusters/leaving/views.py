"""The page of one's own data: the archive to take home, and the door."""

from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chartbusters.accounts.models import User
from chartbusters.accounts.people import person_signed_in
from chartbusters.compositions.storing import stored_of
from chartbusters.leaving import selectors, services
from chartbusters.web.downloads import sandboxed
from generation.models import JobState


class LeaveForm(forms.Form):
    """The user name, typed: nobody leaves by a click in the wrong place."""

    name = forms.CharField(label="Type your user name to confirm", max_length=150, required=True)

    def __init__(self, person: User, *values: object) -> None:
        super().__init__(*values)  # type: ignore[arg-type]
        self.person = person

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if name.strip().lstrip("@").lower() != self.person.username.lower():
            raise forms.ValidationError(
                f"That is not your user name, {self.person.username}. Nothing was erased."
            )
        return name


@never_cache
@require_safe
@login_required
def data(request: HttpRequest) -> HttpResponse:
    """How far the archive is, and where it can be had."""
    person = person_signed_in(request)
    shown = {"export": selectors.export_of(owner=person), "stored": stored_of(owner=person)}
    return render(request, "leaving/data.html", shown)


@require_POST
@login_required
@reauthentication_required
def export(request: HttpRequest) -> HttpResponse:
    made = services.export_request(owner=person_signed_in(request))
    if made.state == JobState.DONE:
        messages.info(
            request,
            "There is one of this hour already; it is below. Ask again later for a newer one.",
        )
    return redirect("data")


@sandboxed
@never_cache
@require_safe
@login_required
@reauthentication_required
def archive(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The file, for its owner alone."""
    person = person_signed_in(request)
    found = selectors.export_ready(pk=pk, owner=person)
    if found is None or not default_storage.exists(found.files[-1]):
        raise Http404
    file = default_storage.open(found.files[-1])
    name = f"chartbusters-{person.username}-{found.created_at:%Y-%m-%d}.zip"
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@reauthentication_required
def leave(request: HttpRequest) -> HttpResponse:
    """What goes and what stays, and the end."""
    person = person_signed_in(request)
    form = LeaveForm(person, request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.person_erase(person=person, by=person)
        logout(request)
        answer = render(request, "leaving/left.html")
        answer["Clear-Site-Data"] = '"storage"'  # the drafts in this browser
        return answer
    mine = selectors.belongings_of(person=person)
    return render(
        request,
        "leaving/leave.html",
        {"form": form, "mine": mine, "trail_days": settings.TRAIL_DAYS},
    )
