"""Score reports for organisers: to read, and to ask for again."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from scoring import services
from scoring.models import ScoreReport


@admin.register(ScoreReport)
class ScoreReportAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ["id", "song", "genre", "version", "state", "score", "created_at"]
    list_filter = ["state", "genre", "version"]
    search_fields = ["song__digest"]
    actions = ["compute_again"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: ScoreReport | None = None) -> bool:
        return False

    @admin.action(description="Compute again", permissions=["view"])
    def compute_again(self, request: HttpRequest, reports: QuerySet[ScoreReport]) -> None:
        for report in reports:
            services.score_report_retry(report=report)
        self.message_user(request, f"{len(reports)} reports are queued.")
