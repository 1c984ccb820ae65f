"""The administration behind the one door of the site: sign-in, its limits and the second factor are
allauth's."""

from typing import Any

from allauth.account.utils import get_next_redirect_url
from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.admin.actions import delete_selected as delete_them
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.urls import reverse

from chartbusters.accounts.factors import going_to, missing_step, note_presence
from chartbusters.trail.models import Act
from chartbusters.trail.services import trace
from chartbusters.web.errors import Refusal

NOT_STAFF = (
    "These pages are for organisers, and you are signed in as somebody who is none. "
    "Nothing was changed."
)


def delete_selected(model_admin: Any, request: HttpRequest, rows: QuerySet[Any]) -> Any:
    """Django's, which writes its log for many rows at once and tells nobody: each of them goes into
    the trail."""
    there = list(rows)
    answer = delete_them(model_admin, request, rows)
    if answer is None:  # it was confirmed, and done
        for row in there:
            trace(
                act=Act.STAFF, by=request.user, row=row, words=f"Deletion {row._meta.verbose_name}"
            )
    return answer


delete_selected.allowed_permissions = delete_them.allowed_permissions  # type: ignore[attr-defined]
delete_selected.short_description = delete_them.short_description  # type: ignore[attr-defined]


class StaffSite(AdminSite):
    site_header = site_title = "Chartbusters"

    def __init__(self, name: str = "admin") -> None:
        super().__init__(name)
        self.disable_action("delete_selected")
        self.add_action(delete_selected, "delete_selected")

    def has_permission(self, request: HttpRequest) -> bool:
        welcome = super().has_permission(request) and missing_step(request) is None
        if welcome:
            note_presence(request)
        return welcome

    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Django's own page of this address takes a password and asks for nothing else; ours shows
        none."""
        then = get_next_redirect_url(request) or reverse("admin:index")
        if not request.user.is_authenticated:
            return going_to(resolve_url(settings.LOGIN_URL), then)
        if not super().has_permission(request):
            raise Refusal("not_staff", NOT_STAFF, 403)
        if step := missing_step(request):
            return going_to(step, then)
        return redirect(then)

    def password_change(  # type: ignore[override]  # the stubs know of the form alone
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return redirect("account_change_password")  # which asks whoever has a factor for it
