"""Jobs and songs for whoever keeps the site running."""

from typing import Any

from csp.decorators import csp_update
from django import forms
from django.contrib import admin
from django.contrib.auth.models import AbstractBaseUser, AbstractUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html

from generation import rights, selectors, services
from generation.errors import JobError
from generation.model_admin import ReadOnly, staff_action
from generation.models import GenerationJob, StoredSong, TrainingEpoch, TrainingRun
from generation.music.midi import write_midi


@admin.register(GenerationJob)
class GenerationJobAdmin(ReadOnly):
    list_display = [
        "id",
        "state",
        "model",
        "owner",
        "attempt",
        "progress",
        "stage",
        "expected_seconds",
        "created_at",
    ]
    list_filter = ["state", "technique", "model"]
    search_fields = ["id", "owner__username", "error_code"]
    list_select_related = ["owner"]
    ordering = ["-created_at"]
    actions = ["cancel", "restart"]
    exclude = ["session_key", "payers"]

    @staff_action("Cancel", right=rights.CANCEL_JOB, done="Asked to stop")
    def cancel(self, job: GenerationJob, by: AbstractUser) -> None:
        services.work_cancel(work=job, by=by)

    @staff_action(
        "Run again (failed and cancelled ones)", right=rights.RESTART_JOB, done="Queued again"
    )
    def restart(self, job: GenerationJob, by: AbstractUser) -> None:
        services.job_restart(job=job, by=by)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        depth = selectors.queue_depth()
        title = (
            f"Jobs: {depth.queued} waiting, {depth.running} running, {depth.stuck} of them silent"
        )
        return super().changelist_view(request, {**(extra_context or {}), "title": title})


@admin.register(StoredSong)
class StoredSongAdmin(ReadOnly):
    list_display = ["digest", "created_at"]
    search_fields = ["digest"]
    exclude = ["packed", "plain"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[StoredSong]:
        return super().get_queryset(request).defer("packed", "plain")

    def get_urls(self) -> list[URLPattern]:
        # What people have made: a browser that opens it by itself lets it do nothing.
        view: Any = self.admin_site.admin_view(self.midi)
        sandboxed = csp_update({"sandbox": True})(view)
        return [
            path("<slug:digest>/song.mid", sandboxed, name="generation_storedsong_midi"),
            *super().get_urls(),
        ]

    def midi(self, request: HttpRequest, digest: str) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        song = get_object_or_404(StoredSong, pk=digest).song
        disposition = {"Content-Disposition": f'attachment; filename="{digest[:8]}.mid"'}
        return HttpResponse(write_midi(song), content_type="audio/midi", headers=disposition)


class TrainingRunForm(forms.ModelForm):
    """A wish for a run; what the service refuses is an error of the form."""

    owner: AbstractBaseUser

    class Meta:
        model = TrainingRun
        fields = ["technique", "genre", "plan"]

    def clean(self) -> dict[str, Any]:
        wish = super().clean() or self.cleaned_data
        if not self.errors:
            try:
                self.instance = services.training_run_create(
                    owner=self.owner, **{**wish, "plan": wish["plan"] or {}}
                )
            except JobError as error:
                raise ValidationError(error.message) from error
        return wish


class EpochInline(admin.TabularInline):
    model = TrainingEpoch
    fields = ("phase", "at", "losses", "figures", "listen", "created_at")
    readonly_fields = ("phase", "at", "losses", "figures", "listen", "created_at")
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description="sample")
    def listen(self, epoch: TrainingEpoch) -> str:
        if not epoch.sample_id:
            return "-"
        return format_html(
            '<a href="{}">MIDI</a>',
            reverse("admin:generation_storedsong_midi", args=[epoch.sample_id]),
        )


@admin.register(TrainingRun)
class TrainingRunAdmin(ReadOnly):
    list_display = [
        "id",
        "technique",
        "genre",
        "state",
        "owner",
        "attempt",
        "progress",
        "stage",
        "created_at",
    ]
    list_filter = ["state", "technique", "genre"]
    list_select_related = ["owner"]
    ordering = ["-created_at"]
    actions = ["cancel"]
    inlines = [EpochInline]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return admin.ModelAdmin.has_add_permission(self, request)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        if obj is not None:
            return super().get_form(request, obj, change, **kwargs)
        return type("Form", (TrainingRunForm,), {"owner": request.user})

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        return self.inlines if obj else []

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return super().get_fields(request, obj) if obj else TrainingRunForm.Meta.fields

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """The form's service has saved it."""

    @staff_action(
        "Cancel",
        right=rights.CANCEL_TRAINING,
        done="Asked to stop",
    )
    def cancel(self, run: TrainingRun, by: AbstractUser) -> None:
        services.training_run_cancel(run=run, by=by)
