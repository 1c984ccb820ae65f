"""How organisers let people in."""

import csv
import io
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from chartbusters.joining import services
from chartbusters.joining.models import JoinCode, ListedAddress, Newcomer
from chartbusters.web.errors import Refusal
from generation import rights
from generation.model_admin import ReadOnly

LARGEST_LIST = 1_000_000  # bytes


class PeopleForm(forms.Form):
    """A list, pasted or as a file."""

    text = forms.CharField(
        label="List",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 15, "cols": 80}),
        help_text="One person a line: user name, mail address, name to show, with commas, "
        "semicolons or tabs between "
        "them. A name alone is enough. A first line with headings (username, email, name) may "
        "put them in any order.",
    )
    file = forms.FileField(label="Or a CSV file", required=False)
    send = forms.BooleanField(
        label="Send each link to its mail address instead of showing it here", required=False
    )

    def clean_file(self) -> str:
        file = self.cleaned_data["file"]
        if not isinstance(file, UploadedFile):
            return ""
        if (file.size or 0) > LARGEST_LIST:
            raise forms.ValidationError("The file has more than a million bytes; divide it.")
        try:
            return file.read().decode("utf-8-sig")
        except UnicodeDecodeError:
            raise forms.ValidationError(
                "The file is not in UTF-8. Save it as 'CSV UTF-8', or paste it."
            ) from None

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        values["list"] = values.get("file") or values.get("text") or ""
        if not self.errors and not values["list"].strip():
            raise forms.ValidationError("The list is empty. Nobody was added.")
        return values


@admin.register(Newcomer)
class NewcomerAdmin(ReadOnly):
    """People who were added and have not been here yet. *Add* takes a list, and shows each link
    once."""

    list_display = ["username", "display_name", "email", "date_joined"]
    search_fields = ["username", "display_name", "email"]
    fields = ["username", "display_name", "email", "date_joined"]
    actions = ["link_again"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return rights.has_right(request.user, rights.ADD_PEOPLE)  # type: ignore[arg-type]

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = PeopleForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            try:
                added = self._add(request, form.cleaned_data["list"], form.cleaned_data["send"])
            except Refusal as refusal:
                form.add_error(None, refusal.message)
            else:
                return self._page(request, "added", {"added": added})
        return self._page(request, "add_people", {"form": form})

    @admin.action(description="Make a fresh link")
    def link_again(self, request: HttpRequest, people: Any) -> HttpResponse:
        text = io.StringIO()
        csv.writer(text).writerows(
            [("username", "email"), *people.values_list("username", "email")]
        )
        return self._page(request, "added", {"added": self._add(request, text.getvalue(), False)})

    link_again.right = rights.ADD_PEOPLE  # type: ignore[attr-defined]  # one page for all rows, so no `staff_action`

    def _add(self, request: HttpRequest, text: str, send: bool) -> list[services.Added]:
        return services.people_add(
            text=text,
            by=request.user,  # type: ignore[arg-type]
            send=send,
            address=lambda page, token: request.build_absolute_uri(reverse(page, args=[token])),
        )

    def _page(self, request: HttpRequest, name: str, more: dict[str, Any]) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "Add people",
            **more,
        }
        return render(request, f"admin/joining/{name}.html", context)


@admin.register(JoinCode)
class JoinCodeAdmin(admin.ModelAdmin):
    """Codes that open sign-up where REGISTRATION is closed."""

    list_display = ["code", "note", "places", "used", "expires_at", "active"]
    search_fields = ["code", "note"]
    fields = ["code", "note", "places", "expires_at", "active", "used"]
    readonly_fields = ["used"]

    def save_model(self, request: HttpRequest, obj: JoinCode, form: Any, change: bool) -> None:
        services.join_code_save(code=obj)


class ListedAddressesForm(forms.ModelForm):
    """Many at once."""

    text = forms.CharField(
        label="Mail addresses",
        widget=forms.Textarea(attrs={"rows": 15, "cols": 80}),
        help_text="Pasted as you have them: one a line, or with commas or blanks between them.",
    )

    class Meta:
        model = ListedAddress
        fields: list[str] = []


@admin.register(ListedAddress)
class ListedAddressAdmin(admin.ModelAdmin):
    """Mail addresses whose owners may sign up where REGISTRATION is closed."""

    form = ListedAddressesForm
    list_display = ["email", "sent_at", "added_by", "created_at"]
    search_fields = ["email"]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        form = ListedAddressesForm(request.POST or None)
        if request.method != "POST" or not form.is_valid():
            return super().add_view(request, form_url, extra_context)
        new, wrong = services.addresses_list(text=form.cleaned_data["text"], by=request.user)  # type: ignore[arg-type]
        messages.success(request, f"{new} new addresses are on the list.")
        if wrong:
            messages.warning(
                request, f"These are no mail addresses and were left out: {', '.join(wrong[:20])}"
            )
        return redirect("admin:joining_listedaddress_changelist")
