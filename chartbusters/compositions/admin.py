"""Compositions and audio for whoever keeps the site running."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from chartbusters.compositions.models import Composition, Rendering, Revision
from chartbusters.compositions.rendering import rendering_request
from generation.admin import ReadOnly


class RevisionRows(admin.TabularInline):
    model = Revision
    fields = ("number", "origin", "song", "created_at")
    readonly_fields = fields
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


@admin.register(Composition)
class CompositionAdmin(ReadOnly):
    list_display = ["title", "owner", "visibility", "licence", "updated_at"]
    list_filter = ["visibility", "licence"]
    search_fields = ["title", "owner__username"]
    list_select_related = ["owner"]
    inlines = [RevisionRows]
    exclude = ["secret_hash"]


@admin.register(Rendering)
class RenderingAdmin(ReadOnly):
    list_display = ["__str__", "state", "seconds", "loudness", "created_at", "finished_at"]
    list_filter = ["state"]
    search_fields = ["song__digest"]
    exclude = ["peaks"]
    actions = ["render_again"]

    @admin.action(description="Render again (failed ones)", permissions=["view"])
    def render_again(self, request: HttpRequest, renderings: "QuerySet[Rendering]") -> None:
        for rendering in renderings:
            rendering_request(digest=rendering.song_id)
        messages.success(request, "Queued the failed ones again.")
