"""Pages of compositions."""

from django.urls import path

from chartbusters.compositions import offline, views

urlpatterns = [
    path("studio/", views.studio, name="studio"),
    path("studio/shell/", offline.shell, name="studio-shell"),
    path("studio/worker.js", offline.worker, name="studio-worker"),
    path("studio/app.webmanifest", offline.app, name="studio-app"),
    path("compositions/", views.library, name="library"),
]
