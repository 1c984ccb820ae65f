"""Organisers write the rubric here, and look at jurors; the panel of a jury stands on the site."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from chartbusters.accounts.models import User
from chartbusters.jury import services
from chartbusters.jury.models import LEVELS, Criterion, Juror, JuryRound, JurySheet
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


@admin.register(JurySheet)
class JurySheetAdmin(ReadOnly):
    """What jurors have said, and what stood in sheets that they took back."""

    list_display = ["challenge", "juror_number", "entry_number", "submitted_at", "levels"]
    list_display += ["taken_back"]
    list_filter = ["juror__challenge"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[JurySheet]:
        rows = super().get_queryset(request).select_related("juror__challenge", "entry")
        return rows.prefetch_related("scores__criterion", "reopenings").order_by("juror", "entry")

    def challenge(self, sheet: JurySheet) -> str:
        return sheet.juror.challenge.title

    @admin.display(description="juror")
    def juror_number(self, sheet: JurySheet) -> int:
        return sheet.juror.number

    @admin.display(description="entry")
    def entry_number(self, sheet: JurySheet) -> int:
        return sheet.entry.number

    def levels(self, sheet: JurySheet) -> str:
        return _in_words({score.criterion.name: score.level for score in sheet.scores.all()})

    def taken_back(self, sheet: JurySheet) -> str:
        return "; ".join(
            f"{_in_words(one.scores)} on {one.at:%-d %b %Y %H:%M} UTC"
            for one in sheet.reopenings.all()
        )


@admin.register(JuryRound)
class JuryRoundAdmin(ReadOnly):
    """Final rounds, those before too. What jurors said in one that runs is not shown here
    either."""

    list_display = ["challenge", "opened_by", "opened_at", "ends_at", "closed_at", "entries"]
    list_filter = ["challenge"]
    list_select_related = ["challenge", "opened_by"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[JuryRound]:
        return super().get_queryset(request).prefetch_related("finalists__entry")

    def entries(self, opened: JuryRound) -> str:
        return ", ".join(str(number) for number in sorted(_numbers(opened)))


def _numbers(opened: JuryRound) -> list[int]:
    return [finalist.entry.number for finalist in opened.finalists.all()]


def _in_words(levels: dict[str, int]) -> str:
    return ", ".join(f"{name} {level}" for name, level in levels.items())
