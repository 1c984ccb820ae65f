"""The address of a song's figures."""

from django.urls import path

from chartbusters.plays import views

urlpatterns = [path("songs/<uuid:pk>/plays/", views.plays, name="song-plays")]
