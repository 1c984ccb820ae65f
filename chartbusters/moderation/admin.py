"""Reports in the administration: read there, decided on the pages that play what is meant."""

from django.contrib import admin

from chartbusters.moderation.models import Report
from generation.model_admin import ReadOnly


@admin.register(Report)
class ReportAdmin(ReadOnly):
    list_display = ["pk", "why", "challenge", "made_at", "decision", "decided_by", "decided_at"]
    list_filter = ["why", "decision", "challenge"]
    list_select_related = ["challenge", "decided_by"]
    exclude = ["ballot", "side"]
