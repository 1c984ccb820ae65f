"""Pages of challenges."""

from django.urls import path

from chartbusters.challenges import asking, covering, score_pages, taking_part, views
from chartbusters.challenges.applauding import applaud

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
    path("challenges/<slug:slug>/cover/<str:name>", covering.cover, name="challenge-cover"),
    path("challenges/<slug:slug>/entries/<uuid:pk>/applause/", applaud, name="entry-applause"),
    path("challenges/<slug:slug>/submit/", views.submit, name="challenge-submit"),
    path(
        "challenges/<slug:slug>/submit/<uuid:pk>/<int:place>/<str:side>.json",
        views.passage,
        name="challenge-passage",
    ),
    path("challenges/<slug:slug>/join/", taking_part.join, name="challenge-join"),
    path("challenges/<slug:slug>/ask/", asking.ask, name="challenge-ask"),
    path("challenges/<slug:slug>/late/<str:code>/", taking_part.late, name="challenge-late"),
    path(
        "challenges/<slug:slug>/entries/<uuid:pk>/authors/",
        taking_part.authors,
        name="entry-authors",
    ),
    path("scores/compare/", score_pages.compare, name="scores-compare"),
    path("signing/", taking_part.signing, name="signing"),
    path("signing/<uuid:pk>/", taking_part.sign, name="sign"),
    path("signing/<uuid:pk>/document.json", taking_part.sign_document, name="sign-document"),
]
