"""Addresses that are not about music."""

from django.urls import path

from chartbusters.web.health import healthz
from chartbusters.web.soundfont import soundfont

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("soundfont/", soundfont, name="soundfont"),
]
