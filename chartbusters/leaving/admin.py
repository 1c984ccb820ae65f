"""People, for organisers: deleting one erases them as they would themselves, and leaves what boards
need."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from chartbusters.accounts.admin import PersonAdmin
from chartbusters.accounts.models import User
from chartbusters.leaving import selectors, services
from chartbusters.leaving.models import Departure
from chartbusters.web.errors import Refusal
from generation.model_admin import ReadOnly

admin.site.unregister(User)


@admin.register(User)
class LeavingPersonAdmin(PersonAdmin):
    """Django's own deletion, with its page that asks, its right and its log; what happens then is
    our service."""

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        told = [_told(person) for person in objs]
        allowed = request.user.has_perm("accounts.delete_user")
        return told, {"people": len(told)}, set() if allowed else {"people"}, []

    def delete_model(self, request: HttpRequest, obj: User) -> None:
        self._erase(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: "QuerySet[User]") -> None:
        for person in queryset:
            self._erase(request, person)

    def _erase(self, request: HttpRequest, person: User) -> None:
        """One that cannot be erased is told, and stops no other."""
        assert isinstance(request.user, User)  # noqa: S101  the admin lets nobody else in
        try:
            services.person_erase(person=person, by=request.user)
        except Refusal as refusal:
            messages.error(request, f"{person.username}: {refusal.message}")


def _told(person: User) -> str:
    mine = selectors.belongings_of(person=person)
    return (
        f"{person.username}: account, {mine.songs} songs, {mine.takes} takes and "
        f"{mine.entries_gone} entries go; "
        f"{mine.entries_kept} entries and {mine.votes_kept} votes that boards need stay, under "
        "“Former member”"
    )


@admin.register(Departure)
class DepartureAdmin(ReadOnly):
    list_display = ["username", "by", "left_at", "finished_at"]
    fields = ["person", "username", "by", "left_at", "finished_at"]
