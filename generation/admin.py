"""Jobs and songs for whoever keeps the site running."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from generation import selectors, services
from generation.models import GenerationJob, StoredSong


class ReadOnly(admin.ModelAdmin):
    """Rows that only services write."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(GenerationJob)
class GenerationJobAdmin(ReadOnly):
    list_display = ["id", "state", "model", "owner", "attempt", "progress", "stage", "lease_until", "created_at"]
    list_filter = ["state", "technique", "model"]
    search_fields = ["id", "owner__username", "error_code"]
    list_select_related = ["owner"]
    ordering = ["-created_at"]
    actions = ["cancel", "restart"]
    exclude = ["session_key"]

    @admin.action(description="Cancel", permissions=["view"])
    def cancel(self, request: HttpRequest, jobs: "QuerySet[GenerationJob]") -> None:
        for job in jobs:
            services.job_cancel(pk=str(job.pk))
        messages.success(request, f"Asked {len(jobs)} jobs to stop.")

    @admin.action(description="Run again (failed and cancelled ones)", permissions=["view"])
    def restart(self, request: HttpRequest, jobs: "QuerySet[GenerationJob]") -> None:
        restarted = sum(services.job_restart(pk=str(job.pk)) for job in jobs)
        messages.success(request, f"Queued {restarted} jobs again.")

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        depth = selectors.queue_depth()
        title = f"Jobs: {depth.queued} waiting, {depth.running} running, {depth.stuck} of them silent"
        return super().changelist_view(request, {**(extra_context or {}), "title": title})


@admin.register(StoredSong)
class StoredSongAdmin(ReadOnly):
    list_display = ["__str__", "digest", "created_at"]
    search_fields = ["digest"]
