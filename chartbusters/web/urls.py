"""Addresses that are not about music."""

from django.urls import path

from chartbusters.web.security_txt import security_txt
from chartbusters.web.soundfont import instrument, soundfont

urlpatterns = [
    path(".well-known/security.txt", security_txt, name="security-txt"),
    path("soundfont/", soundfont, name="soundfont"),
    path("soundfont/<slug:name>", instrument, name="instrument"),
]
