"""People and their tokens, for organisers."""

from collections.abc import Callable
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.forms import UserChangeForm
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.shortcuts import redirect

from chartbusters.accounts.guarded import OfPeople, SuperusersOnly, freshly, is_superuser
from chartbusters.accounts.models import Token, User
from chartbusters.accounts.services import LONGEST_ABOUT, LONGEST_NAME
from chartbusters.web.errors import Refusal
from chartbusters.web.wording import fitting_line, fitting_prose
from generation.model_admin import Staffed

RIGHTS = ("is_staff", "is_superuser", "groups", "user_permissions")


class PersonForm(UserChangeForm):
    """What people see of a person is cleaned here as it is when the person writes it."""

    def clean_display_name(self) -> str:
        return _or_error(
            fitting_line, self.cleaned_data["display_name"], LONGEST_NAME, "display_name"
        )

    def clean_about(self) -> str:
        return _or_error(fitting_prose, self.cleaned_data["about"], LONGEST_ABOUT, "about")


def _or_error(fitting: Callable[..., str], text: str, most: int, field: str) -> str:
    try:
        return fitting(text, most=most, field=field)
    except Refusal as refusal:
        raise ValidationError(refusal.message) from refusal


@admin.register(User)
class PersonAdmin(OfPeople, UserAdmin):
    """Who may change people could else give themselves every right, or take a superuser's
    password."""

    list_display = ("username", "display_name", "email", "is_active", "is_staff", "date_joined")
    search_fields = ("username", "display_name", "email")
    form = PersonForm
    fieldsets = (*(UserAdmin.fieldsets or ()), ("Profile", {"fields": ("display_name", "about")}))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return super().get_readonly_fields(request, obj) if is_superuser(request) else RIGHTS

    def owner(self, row: Any) -> User | None:
        return row if isinstance(row, User) else None

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        # deleting several asks for each (leaving/services.py)
        return Staffed.get_actions(self, request)

    @freshly
    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> Any:
        """The own one is changed where the old one, and the factor, are asked for."""
        if str(request.user.pk) == id:
            return redirect("account_change_password")
        return super().user_change_password(request, id, form_url)


@admin.register(Token)
class TokenAdmin(OfPeople):
    """Tokens can be looked at and taken away. Their owners make them, for nobody else is to know
    the secret."""

    list_display = ("name", "user", "token_key", "created", "expiry", "last_used_at")
    search_fields = ("name", "user__username", "token_key")
    fields = readonly_fields = list_display

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False


for model in (Group, EmailAddress, Authenticator, UserSession):
    admin.site.unregister(model)  # Django and allauth ask for rights alone, and not whose a row is


@admin.register(Group)
class RightsAdmin(SuperusersOnly, GroupAdmin):
    """Who may change groups could else give every right to one of their own."""


@admin.register(EmailAddress)
class AddressAdmin(OfPeople):
    """Whose mail goes elsewhere, whose password does too: an address never goes over to somebody
    else."""

    list_display = ("email", "user", "primary", "verified")
    list_filter = ("primary", "verified")
    search_fields = ("email", "user__username")
    fields = list_display
    readonly_fields = ("user",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False


@admin.register(Authenticator)
class FactorAdmin(OfPeople):
    """Second factors, without their secrets. One is taken away from whoever has lost it, and never
    given."""

    list_display = ("user", "type", "created_at", "last_used_at")
    list_filter = ("type",)
    search_fields = ("user__username",)
    fields = readonly_fields = list_display

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False


@admin.register(UserSession)
class SessionAdmin(OfPeople):
    """Where people are signed in, without the keys. Deleting one signs them out there."""

    list_display = ("user", "created_at", "ip", "user_agent")
    search_fields = ("user__username",)
    fields = readonly_fields = list_display

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def delete_model(self, request: HttpRequest, obj: UserSession) -> None:
        obj.end()
