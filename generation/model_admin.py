"""What all pages of the administration share: rows that only services write, and actions that ask
for a right."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from generation import rights
from generation.errors import Declined

Row = TypeVar("Row", bound=Model)
Act = Callable[[Any, Row, Any], None]  # the admin, the row, and whoever asks
Action = Callable[[Any, HttpRequest, "QuerySet[Any]"], None]


def staff_action(description: str, *, right: str, done: str) -> Callable[[Act[Row]], Action]:
    """Makes an action of what is done to one row, by a service that asks for the same right and
    writes the log.

    A row that is declined is told of and stops no other one. `done` is said with the number of the
    rest.
    """

    def made(act: Act[Row]) -> Action:
        @wraps(act)
        def action(self: Any, request: HttpRequest, rows: "QuerySet[Any]") -> None:
            count = 0
            for row in rows:
                try:
                    act(self, row, request.user)
                    count += 1
                except Declined as declined:
                    self.message_user(request, f"{row}: {declined.message}", messages.ERROR)
            if count:
                self.message_user(request, f"{done}: {count}.", messages.SUCCESS)

        action.right = right  # type: ignore[attr-defined]
        return admin.action(description=description)(action)

    return made


class Staffed(admin.ModelAdmin):
    """Actions are offered, and taken, from those who hold their right only."""

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        offered = super().get_actions(request)
        return {
            name: found for name, found in offered.items() if found and self._may(request, found[0])
        }

    @staticmethod
    def _may(request: HttpRequest, action: Any) -> bool:
        # Django's own actions bring their permissions themselves
        right = getattr(action, "right", None)
        return right is None or rights.has_right(request.user, right)  # type: ignore[arg-type]


class ReadOnly(Staffed):
    """Rows that only services write."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
