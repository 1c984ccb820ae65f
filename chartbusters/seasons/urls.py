"""Pages of seasons."""

from django.urls import path

from chartbusters.seasons import views

urlpatterns = [
    path("seasons/", views.seasons, name="seasons"),
    path("seasons/<slug:slug>/", views.season, name="season"),
]
