"""Addresses of playlists."""

from django.urls import path

from chartbusters.playlists import challenge_playlist, changing, views

urlpatterns = [
    path("playlists/", views.mine, name="playlists"),
    path("playlists/add/<uuid:song>/", changing.add, name="playlist-add"),
    path("playlists/<uuid:pk>/settings/", changing.settings, name="playlist-settings"),
    path("playlists/<uuid:pk>/songs/", changing.songs, name="playlist-songs"),
    path("playlists/<uuid:pk>/delete/", changing.delete, name="playlist-delete"),
    path("people/<str:username>/playlists/", views.theirs, name="person-playlists"),
    path("people/<str:username>/playlists/<slug:slug>/", views.playlist, name="playlist"),
    path("p/<str:token>/", views.by_link, name="secret-playlist"),
    path(
        "challenges/<slug:slug>/playlist/",
        challenge_playlist.challenge_playlist,
        name="challenge-playlist",
    ),
]
