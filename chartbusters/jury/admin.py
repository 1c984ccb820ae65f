"""Organisers write the rubric here, and look at jurors; the panel of a jury stands on the site."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from chartbusters.accounts.models import User
from chartbusters.jury import services
from chartbusters.jury.models import LEVELS, Criterion, Juror
from generation import rights
from generation.model_admin import ReadOnly, Staffed, staff_action


class CriterionForm(forms.ModelForm):
    class Meta:
        model = Criterion
        fields = ["challenge", "name", "order", "weight", *(f"level_{n}" for n in LEVELS)]
        widgets = {f"level_{n}": forms.Textarea(attrs={"rows": 2}) for n in LEVELS}


@admin.register(Criterion)
class CriterionAdmin(Staffed):
    form = CriterionForm
    list_display = ["name", "challenge", "order", "weight"]
    list_filter = ["challenge"]
    list_select_related = ["challenge"]

    def save_model(self, request: HttpRequest, obj: Criterion, form: Any, change: bool) -> None:
        assert isinstance(request.user, User)  # noqa: S101  the admin lets nobody else in
        services.criterion_save(criterion=obj, by=request.user)

    def delete_model(self, request: HttpRequest, obj: Criterion) -> None:
        assert isinstance(request.user, User)  # noqa: S101  the admin lets nobody else in
        services.criterion_delete(criterion=obj, by=request.user)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Criterion]) -> None:
        for criterion in queryset:
            self.delete_model(request, criterion)


@admin.register(Juror)
class JurorAdmin(ReadOnly):
    list_display = ["challenge", "number", "person", "state", "invited_by", "invited_at"]
    list_display += ["accepted_at", "counts"]
    list_filter = ["challenge", "counts"]
    list_select_related = ["challenge", "person", "invited_by"]
    search_fields = ["person__username", "email"]
    exclude = ["link"]
    actions = ["take_off", "set_aside"]

    def state(self, juror: Juror) -> str:
        return juror.state

    @staff_action(
        "Take off the jury; what was submitted counts",
        right=rights.REMOVE_JUROR,
        done="Taken off",
    )
    def take_off(self, juror: Juror, by: User) -> None:
        services.juror_remove(juror=juror, by=by, reason="taken off in the admin", counts=True)

    @staff_action(
        "Take off the jury and set aside what was submitted",
        right=rights.REMOVE_JUROR,
        done="Set aside",
    )
    def set_aside(self, juror: Juror, by: User) -> None:
        services.juror_remove(juror=juror, by=by, reason="set aside in the admin", counts=False)
