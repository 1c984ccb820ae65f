"""Where the site says how it is."""

from django.urls import path

from chartbusters.ops.health import healthz

urlpatterns = [path("healthz", healthz, name="healthz")]
