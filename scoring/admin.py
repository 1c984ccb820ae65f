"""Score reports and provenance for organisers: to read, and to ask for again."""

from django.contrib import admin
from django.contrib.auth.models import AbstractUser
from django.http import HttpRequest

from generation import rights
from generation.model_admin import Staffed, staff_action
from scoring import services
from scoring.models import Provenance, ScoreReport
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
