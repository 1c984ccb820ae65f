"""Compositions and audio for whoever keeps the site running."""

from django.contrib import admin
from django.http import HttpRequest

from chartbusters.accounts.models import User
from chartbusters.compositions.hiding import composition_hide, composition_unhide
from chartbusters.compositions.models import Composition, Rendering, Revision
from chartbusters.compositions.rendering import rendering_retry
from generation import rights
from generation.model_admin import ReadOnly, staff_action


class RevisionRows(admin.TabularInline):
    model = Revision
    # the id alone: the song itself brings its notes
    fields = (
        "number",
        "origin",
        "song_id",
        "created_at",
    )
    readonly_fields = fields
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


@admin.register(Composition)
class CompositionAdmin(ReadOnly):
    list_display = ["title", "owner", "visibility", "hidden_because", "licence", "updated_at"]
    list_filter = ["visibility", ("hidden_because", admin.EmptyFieldListFilter), "licence"]
    search_fields = ["title", "owner__username"]
    list_select_related = ["owner"]
    inlines = [RevisionRows]
    exclude = ["secret_hash"]
    actions = ["hide", "unhide"]

    @staff_action("Hide from everybody but its maker", right=rights.HIDE_SONG, done="Hidden")
    def hide(self, composition: Composition, by: User) -> None:
        composition_hide(composition=composition, by=by, reason="hidden in the administration")

    @staff_action(
        "Let its maker show it again",
        right=rights.HIDE_SONG,
        done="Private still, and their makers may show them again",
    )
    def unhide(self, composition: Composition, by: User) -> None:
        composition_unhide(composition=composition, by=by)


@admin.register(Rendering)
class RenderingAdmin(ReadOnly):
    list_display = [
        *("__str__", "state", "seconds", "loudness", "instruments"),
        *("created_at", "finished_at"),
    ]
    list_filter = ["state", "instruments"]
    search_fields = ["song__digest"]
    exclude = ["peaks"]
    actions = ["render_again"]

    @staff_action(
        "Render again (failed ones)",
        right=rights.RENDER_AGAIN,
        done="Asked for, where they had failed",
    )
    def render_again(self, rendering: Rendering, by: User) -> None:
        rendering_retry(rendering=rendering, by=by)
