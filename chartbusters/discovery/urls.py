"""Addresses of lists of songs, and of hearts."""

from django.urls import path

from chartbusters.discovery import feeds, views

urlpatterns = [
    path("songs/", views.songs, name="songs"),
    path("songs/loved/", views.loved, name="songs-loved"),
    path("songs/feed.atom", feeds.songs_feed, name="songs-feed"),
    path("songs/<uuid:pk>/heart/", views.heart, name="song-heart"),
    path("@<str:username>/feed.atom", feeds.person_feed, name="person-feed"),
]
