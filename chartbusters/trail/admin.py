"""The trail, to be read by whoever has the right to."""

from django.contrib import admin
from django.utils.html import format_html

from chartbusters.trail.models import Trace
from generation.model_admin import ReadOnly


@admin.register(Trace)
class TraceAdmin(ReadOnly):
    list_display = ["when", "act", "by", "to", "row", "words", "network", "request_id"]
    list_filter = ["act"]
    list_select_related = ["by", "to"]
    search_fields = ["=by__username", "=to__username", "=network", "=request_id", "row"]
    fields = ["when", "act", "by", "to", "row", "words", "network", "request_id"]
    date_hierarchy = "at"
    list_per_page = 50

    @admin.display(description="when", ordering="at")
    def when(self, trace: Trace) -> str:
        return format_html('<span class="nowrap">{}</span>', f"{trace.at:%Y-%m-%d %H:%M:%S} UTC")
