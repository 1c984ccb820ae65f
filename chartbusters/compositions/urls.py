"""Pages of compositions."""

from django.urls import path

from chartbusters.compositions import views

urlpatterns = [
    path("studio/", views.studio, name="studio"),
    path("compositions/", views.library, name="library"),
]
