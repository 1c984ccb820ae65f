"""Staff who may change challenges make seasons here."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest

from chartbusters.accounts.models import User
from chartbusters.seasons import services
from chartbusters.seasons.models import Season
from chartbusters.web.errors import Refusal
from generation.model_admin import Staffed
from generation.rights import RUN_SEASONS, has_right


class SeasonForm(forms.ModelForm):
    class Meta:
        model = Season
        fields = ["title", "slug", "words", "challenges", "published"]

    def clean_challenges(self) -> Any:
        chosen = self.cleaned_data["challenges"]
        try:
            services.refuse_too_many(chosen)
        except Refusal as refusal:
            raise forms.ValidationError(refusal.message) from None
        return chosen


@admin.register(Season)
class SeasonAdmin(Staffed):
    form = SeasonForm
    list_display = ["title", "published", "state"]
    list_select_related = ["board"]
    list_filter = ["published"]
    search_fields = ["title"]
    prepopulated_fields = {"slug": ["title"]}
    filter_horizontal = ["challenges"]

    def has_module_permission(self, request: HttpRequest) -> bool:
        return _may(request) or super().has_module_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _may(request) or super().has_view_permission(request, obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return _may(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _may(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # what is published no more is gone for everybody, and can come back

    def save_model(self, request: HttpRequest, obj: Season, form: Any, change: bool) -> None:
        assert isinstance(request.user, User)  # noqa: S101  the admin lets nobody else in
        chosen = form.cleaned_data["challenges"]
        services.season_save(season=obj, challenges=chosen, by=request.user)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """All of it is saved with the season."""

    @admin.display(description="its board")
    def state(self, season: Season) -> str:
        try:
            board = season.board
        except ObjectDoesNotExist:
            return "is computed within minutes"
        if board.failed_at is None:
            return f"{board.people} people, from {len(board.counted)} challenges"
        return f"cannot be computed since {board.failed_at:%-d %b %Y %H:%M:%S} UTC: {board.failure}"


def _may(request: HttpRequest) -> bool:
    return isinstance(request.user, User) and has_right(request.user, RUN_SEASONS)
