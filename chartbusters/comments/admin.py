"""Comments in the administration: read there; they are hidden on the pages of moderation, where a
reason is asked for."""

from django.contrib import admin

from chartbusters.comments.models import Comment
from generation.model_admin import ReadOnly


@admin.register(Comment)
class CommentAdmin(ReadOnly):
    list_display = ["pk", "writer", "words", "written_at", "hidden_because", "removed_at"]
    list_filter = [("hidden_because", admin.EmptyFieldListFilter), "removed_by"]
    search_fields = ["words", "writer__username"]
    list_select_related = ["writer"]
    show_full_result_count = False
