"""Pages of challenges."""

from django.urls import path

from chartbusters.challenges import views

urlpatterns = [
    path("challenges/", views.listed, name="challenges"),
    path("challenges/<slug:slug>/", views.overview, name="challenge"),
    path("challenges/<slug:slug>/entries/", views.entries, name="challenge-entries"),
    path("challenges/<slug:slug>/entries/<uuid:pk>/", views.entry, name="entry"),
    path(
        "challenges/<slug:slug>/entries/<uuid:pk>/withdraw/", views.withdraw, name="entry-withdraw"
    ),
    path(
        "challenges/<slug:slug>/entries/<uuid:pk>/document.json",
        views.document,
        name="entry-document",
    ),
    path(
        "challenges/<slug:slug>/entries/<uuid:pk>/applause/", views.applaud, name="entry-applause"
    ),
    path("challenges/<slug:slug>/submit/", views.submit, name="challenge-submit"),
]
