"""Trained models for whoever keeps the site running, and what is asked to be published."""

from django.contrib import admin
from django.contrib.auth.models import AbstractUser

from chartbusters.catalogue import services
from chartbusters.catalogue.models import Publication
from generation.model_admin import ReadOnly, staff_action
from generation.models import TrainedModel
from generation.rights import PUBLISH_MODEL

BY_STAFF = "An organiser took it back in the administration; ask them why."


@admin.register(TrainedModel)
class TrainedModelAdmin(ReadOnly):
    list_display = ["title", "name", "technique", "genre", "owner", "visibility", "withdrawn_at"]
    list_filter = ["visibility", "technique"]
    search_fields = ["name", "title", "owner__username"]
    list_select_related = ["owner"]
    ordering = ["-created_at"]
    exclude = ["link_token", "card"]
    actions = ["take_back"]

    @staff_action("Take back what was published", right=PUBLISH_MODEL, done="Taken back")
    def take_back(self, model: TrainedModel, by: AbstractUser) -> None:
        services.model_hide(model=model, by=by, words=BY_STAFF)  # type: ignore[arg-type]


@admin.register(Publication)
class PublicationAdmin(ReadOnly):
    """They are answered on a page of their own, where the models can be heard."""

    list_display = ["model", "asked_at", "answered_at", "granted", "answered_by"]
    list_filter = ["granted"]
    list_select_related = ["model", "answered_by"]
    ordering = ["-asked_at"]
