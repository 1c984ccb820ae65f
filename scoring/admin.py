"""Score reports and provenance for organisers: to read, and to ask for again."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.models import AbstractUser
from django.http import HttpRequest

from generation import rights
from generation.model_admin import ReadOnly, Staffed, staff_action
from scoring import rescoring, services
from scoring.models import Provenance, ReportState, Rescoring, ScoreReport
from scoring.provenance.services import provenance_again
from scoring.telling import told_of


@admin.register(ScoreReport)
class ScoreReportAdmin(Staffed):
    list_display = ["id", "song", "genre", "version", "state", "score_told", "created_at"]
    list_filter = ["state", "genre", "version"]
    search_fields = ["song__digest"]
    actions = ["compute_again"]
    fields = ["song", "genre", "version", "state", "score_told", "error_message", "finished_at"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: ScoreReport | None = None) -> bool:
        return False

    @admin.display(description="score")
    def score_told(self, report: ScoreReport) -> float | None:
        """Rounded while the draw is secret: staff may enter and vote as others do."""
        return told_of(report).score

    @staff_action("Compute again", right=rights.SCORE_AGAIN, done="Queued")
    def compute_again(self, report: ScoreReport, by: AbstractUser) -> None:
        services.score_report_retry(report=report, by=by)


@admin.register(Provenance)
class ProvenanceAdmin(Staffed):
    list_display = ["id", "song", "state", "standing", "kept", "written", "notes", "finished_at"]
    list_filter = ["state", "standing"]
    search_fields = ["song__digest"]
    actions = ["check_again"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Provenance | None = None) -> bool:
        return False

    @staff_action("Check again", right=rights.CHECK_AGAIN, done="Queued")
    def check_again(self, row: Provenance, by: AbstractUser) -> None:
        provenance_again(row=row, by=by)


@admin.register(Rescoring)
class RescoringAdmin(ReadOnly):
    """Adding one asks for everything to be scored again; the list shows how far it is."""

    list_display = ["version", "progress", "waiting", "failed", "asked_at", "finished_at"]
    fields = ["version"]
    readonly_fields = ["version"]  # whoever adds one chooses nothing

    def has_add_permission(self, request: HttpRequest) -> bool:
        return rights.has_right(request.user, rights.SCORE_AGAIN)  # type: ignore[arg-type]

    def has_view_permission(self, request: HttpRequest, obj: Rescoring | None = None) -> bool:
        return super().has_view_permission(request, obj) or self.has_add_permission(request)

    def save_model(self, request: HttpRequest, obj: Rescoring, form: Any, change: bool) -> None:
        asked = rescoring.rescoring_ask(by=request.user)  # type: ignore[arg-type]
        obj.pk, obj.version = asked.pk, asked.version

    def progress(self, row: Rescoring) -> str:
        return f"{row.done} of {row.total}"

    @admin.display(description="reports that wait for a worker")
    def waiting(self, row: Rescoring) -> int:
        queued = ScoreReport.objects.filter(version=row.version, state=ReportState.QUEUED)
        return queued.count()
