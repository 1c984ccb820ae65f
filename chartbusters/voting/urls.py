"""The page on which one votes."""

from django.urls import path

from chartbusters.voting import views

urlpatterns = [path("challenges/<slug:slug>/vote/", views.vote, name="vote")]
