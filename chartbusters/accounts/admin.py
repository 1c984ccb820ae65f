"""People and their tokens, for organisers."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import UserChangeForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from chartbusters.accounts.models import Token, User
from chartbusters.accounts.services import LONGEST_ABOUT, LONGEST_NAME
from chartbusters.web.errors import Refusal
from chartbusters.web.wording import fitting_line, fitting_prose

RIGHTS = ("is_staff", "is_superuser", "groups", "user_permissions")


class PersonForm(UserChangeForm):
    """What people see of a person is cleaned here as it is when the person writes it."""

    def clean_display_name(self) -> str:
        return _or_error(fitting_line, self.cleaned_data["display_name"], LONGEST_NAME, "display_name")

    def clean_about(self) -> str:
        return _or_error(fitting_prose, self.cleaned_data["about"], LONGEST_ABOUT, "about")


def _or_error(fitting: Callable[..., str], text: str, most: int, field: str) -> str:
    try:
        return fitting(text, most=most, field=field)
    except Refusal as refusal:
        raise ValidationError(refusal.message) from refusal


@admin.register(User)
class PersonAdmin(UserAdmin):
    """Who may change people could else give themselves every right, or take a superuser's password."""

    list_display = ("username", "display_name", "email", "is_active", "is_staff", "date_joined")
    search_fields = ("username", "display_name", "email")
    form = PersonForm
    fieldsets = (*(UserAdmin.fieldsets or ()), ("Profile", {"fields": ("display_name", "about")}))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return super().get_readonly_fields(request, obj) if _is_superuser(request) else RIGHTS

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and _may_touch(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and _may_touch(request, obj)


def _is_superuser(request: HttpRequest) -> bool:
    return isinstance(request.user, User) and request.user.is_superuser


def _may_touch(request: HttpRequest, person: User | None) -> bool:
    """Superusers are changed by superusers only."""
    return person is None or not person.is_superuser or _is_superuser(request)


@admin.register(Token)
class TokenAdmin(admin.ModelAdmin):
    """Tokens can be looked at and taken away. Their owners make them, for nobody else is to know the secret."""

    list_display = ("name", "user", "token_key", "created", "expiry", "last_used_at")
    search_fields = ("name", "user__username", "token_key")
    fields = readonly_fields = list_display

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False
