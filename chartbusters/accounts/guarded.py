"""Who may touch whom in the administration: nobody raises themselves, nor takes what belongs to
somebody above them."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin
from django.contrib.auth.models import Permission
from django.db.models import Q
from django.http import HttpRequest, HttpResponse

from chartbusters.accounts.factors import going_to, proof_address, proven_at
from chartbusters.accounts.models import User
from generation.model_admin import Staffed

FRESH = 15 * 60  # seconds that a proof lasts for what could take an account over


def is_superuser(request: HttpRequest) -> bool:
    return isinstance(request.user, User) and request.user.is_superuser


def may_touch(request: HttpRequest, person: User | None) -> bool:
    """Superusers are touched by superusers only, and others by whoever holds every right that they
    hold.

    Who could set a password of somebody with more rights would have them the next minute.
    """
    by = request.user
    if person is None or is_superuser(request) or by == person:
        return True
    return not person.is_superuser and _rights_of(person) <= by.get_all_permissions()  # type: ignore[union-attr]


def _rights_of(person: User) -> set[str]:
    """Also of somebody whose account is switched off, and could be switched on again."""
    held = Permission.objects.filter(Q(user=person) | Q(group__user=person)).order_by()
    return {
        f"{app}.{name}" for app, name in held.values_list("content_type__app_label", "codename")
    }


def freshly(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Asks for password or second factor again where somebody else's computer, left open, could do
    most harm."""

    @wraps(view)
    def asked(self: Any, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if time.time() - proven_at(request) > FRESH:
            return going_to(proof_address(request.user), request.path)
        return view(self, request, *args, **kwargs)

    return asked


class OfPeople(Staffed):
    """Rows that belong to somebody; `owner` says to whom."""

    def owner(self, row: Any) -> User | None:
        return row.user if row is not None else None

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and may_touch(request, self.owner(obj))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and may_touch(request, self.owner(obj))

    @freshly
    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return super().changeform_view(request, *args, **kwargs)

    @freshly
    def delete_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return super().delete_view(request, *args, **kwargs)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """One by one: of many at once nobody asks whose they are."""
        return {
            name: one
            for name, one in super().get_actions(request).items()
            if name != "delete_selected"
        }


class SuperusersOnly(admin.ModelAdmin):
    """Others may look, if they have the right."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return is_superuser(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_superuser(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_superuser(request)
