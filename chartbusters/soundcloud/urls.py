"""Addresses of SoundCloud's room."""

from django.urls import path

from chartbusters.soundcloud import playlist_views, views

urlpatterns = [
    path("accounts/soundcloud/", views.overview, name="soundcloud"),
    path("accounts/soundcloud/disconnect/", views.disconnect, name="soundcloud-disconnect"),
    path("soundcloud/connect/", views.connect, name="soundcloud-connect"),
    path("soundcloud/callback/", views.arrive, name="soundcloud-arrive"),
    path("soundcloud/songs/<uuid:pk>/", views.song, name="soundcloud-song"),
    path(
        "challenges/<slug:slug>/playlist/soundcloud/",
        playlist_views.playlist,
        name="soundcloud-playlist",
    ),
    path("soundcloud/tracks/<uuid:pk>/withdraw/", views.withdraw, name="soundcloud-withdraw"),
]
