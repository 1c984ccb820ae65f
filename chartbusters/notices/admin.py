"""Events, for whoever keeps the site running: what was recorded, and whether everybody was told."""

from django.contrib import admin

from chartbusters.notices.models import Event
from generation.model_admin import ReadOnly


@admin.register(Event)
class EventAdmin(ReadOnly):
    list_display = ["at", "kind", "label", "audience", "delivered_at"]
    list_filter = ["kind"]
    search_fields = ["label", "=audience"]
    exclude = ["data"]  # words that were meant for who has the notice
    list_per_page = 50
