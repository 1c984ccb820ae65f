"""Pages of figures."""

from django.urls import path

from chartbusters.figures import views

urlpatterns = [
    path("desk/<slug:slug>/statistics/", views.figures, name="desk-figures"),
    path(
        "desk/<slug:slug>/statistics/entries.csv", views.entries_file, name="desk-figures-entries"
    ),
    path("desk/<slug:slug>/statistics/voters.csv", views.voters_file, name="desk-figures-voters"),
]
