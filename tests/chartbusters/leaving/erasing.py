"""Erases somebody in a test, and looks for what is left of them anywhere."""

from datetime import timedelta
from typing import Any

from django.apps import apps
from django.db.models import F

from chartbusters.leaving import services
from chartbusters.leaving.models import Departure
from generation.models import unpacked


def erase(person: Any) -> Departure:
    """Erases, and tidies up when no request can be under way any more."""
    departure = services.person_erase(person=person, by=person)
    Departure.objects.filter(pk=departure.pk).update(left_at=F("left_at") - timedelta(minutes=3))
    assert services.departure_finish(departure=departure)
    departure.refresh_from_db()
    return departure


def traces(*words: str) -> list[str]:
    """Every row of the whole database in which one of the words stands, whatever the table."""
    found = []
    for model in apps.get_models():
        for row in model._base_manager.values():
            text = " ".join(str(value) for value in row.values()).lower()
            if row.get("packed"):  # what is compressed would hide from this look
                text += unpacked(bytes(row["packed"])).decode().lower()
            found += [f"{model._meta.label}: {word}" for word in words if word in text]
    return found
