"""The administration behind the one door of the site: sign-in, its limits and the second factor are allauth's."""

from typing import Any

from allauth.account.utils import get_next_redirect_url
from django.conf import settings
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.urls import reverse

from chartbusters.accounts.factors import going_to, missing_step
from chartbusters.web.errors import Refusal

NOT_STAFF = "These pages are for organisers, and you are signed in as somebody who is none. Nothing was changed."


class StaffSite(AdminSite):
    site_header = site_title = "Chartbusters"

    def has_permission(self, request: HttpRequest) -> bool:
        return super().has_permission(request) and missing_step(request) is None

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Django's own page of this address takes a password and asks for nothing else; ours shows none."""
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
