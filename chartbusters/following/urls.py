"""Addresses of follows, blocks and mutes, and of lists of people."""

from django.urls import path

from chartbusters.following import stream, views

urlpatterns = [
    path("people/<str:username>/follow/", views.follow, name="follow"),
    path("people/<str:username>/block/", views.block, name="block"),
    path("people/<str:username>/mute/", views.mute, name="mute"),
    path("people/<str:username>/followers/", views.followers, name="followers"),
    path("people/<str:username>/following/", views.following, name="following"),
    path("stream/", stream.stream, name="stream"),
    path("songs/<uuid:pk>/repost/", stream.repost, name="song-repost"),
    path("accounts/kept-away/", views.kept_away, name="kept-away"),
]
