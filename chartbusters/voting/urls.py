"""The page on which one votes, and that of one's own votes."""

from django.urls import path

from chartbusters.voting import views

urlpatterns = [
    path("challenges/<slug:slug>/vote/", views.vote, name="vote"),
    path("challenges/<slug:slug>/votes/", views.picks, name="picks"),
    path("compositions/<uuid:pk>/heard.json", views.heard, name="heard"),
]
