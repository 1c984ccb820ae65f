"""Pages of training runs."""

from django.urls import path

from chartbusters.training.runs import views

urlpatterns = [
    path("train/compare/", views.compare, name="training-compare"),
    path("train/<uuid:pk>/", views.run, name="training-run"),
    path("train/<uuid:pk>/settings/", views.change, name="training-run-settings"),
    path("train/<uuid:pk>/<slug:act>/", views.act, name="training-run-act"),
]
