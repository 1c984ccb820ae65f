"""Endpoints and deliveries, for whoever keeps the site running. What is sent is not shown."""

from django.contrib import admin

from chartbusters.webhooks.models import Delivery, Endpoint
from generation.model_admin import ReadOnly


@admin.register(Endpoint)
class EndpointAdmin(ReadOnly):
    list_display = ["url", "subject", "made_by", "failing_since", "off_at", "off_because"]
    list_select_related = ["made_by"]
    search_fields = ["url", "=subject"]
    exclude = ["salt", "old_salt"]


@admin.register(Delivery)
class DeliveryAdmin(ReadOnly):
    list_display = ["message_id", "kind", "endpoint", "state", "attempts", "code", "next_at"]
    list_filter = ["state"]
    list_select_related = ["endpoint"]
    search_fields = ["=message_id", "endpoint__url"]
    exclude = ["body"]
