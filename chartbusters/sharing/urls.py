"""Addresses of songs and people, of the landing page, and of what other sites embed."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from chartbusters.sharing import (
    addresses,
    challenge_card,
    contest_feeds,
    embeds,
    entry_pictures,
    entry_places,
    landing,
    oembed,
    pages,
    profiles,
    share_settings,
    transcripts,
    views,
)
from chartbusters.sharing.sounds import Shown

NAMED, SECRET, EMBED = "@<str:username>/<slug:slug>/", "s/<str:token>/", "embed/<uuid:pk>/"
PLAYED = "embed/entries/<uuid:pk>/"
ENTRY = "challenges/<slug:slug>/entries/<uuid:pk>/"


def _at(find: Callable[..., Shown], view: Callable[..., Any]) -> Callable[..., Any]:
    """The view, given the place that `find` makes of the address."""

    def shown(request: HttpRequest, **address: Any) -> HttpResponse:
        return view(request, find(request, **address))

    return shown


def _player(find: Callable[..., Shown]) -> Callable[..., Any]:
    return embeds.framed(_at(find, embeds.embed))


def _parts(prefix: str, find: Callable[..., Shown]) -> list[URLPattern]:
    """Audio, MIDI file, picture, notes and the state of the audio, below the page of the song."""
    return [
        path(f"{prefix}song.mp3", _at(find, views.audio)),
        path(f"{prefix}song.mid", _at(find, views.midi)),
        path(f"{prefix}card.png", _at(find, views.card)),
        path(f"{prefix}cover.png", _at(find, views.cover)),
        path(f"{prefix}notes.json", _at(find, views.notes)),
        path(f"{prefix}rendering.json", _at(find, views.rendering)),
        path(f"{prefix}transcript/", _at(find, transcripts.transcript)),
    ]


urlpatterns = [
    path("", landing.landing, name="landing"),
    path("oembed", oembed.oembed, name="oembed"),
    path("@<str:username>/", profiles.profile, name="profile"),
    path("card.png", challenge_card.site_card, name="site-card"),
    path("challenges/feed.atom", contest_feeds.challenges_feed, name="challenges-feed"),
    path("challenges/<slug:slug>/feed.atom", contest_feeds.result_feed, name="result-feed"),
    path("challenges/<slug:slug>/card.png", challenge_card.card, name="challenge-card"),
    path(f"{ENTRY}cover.png", entry_pictures.cover, name="entry-cover"),
    path(f"{ENTRY}card.png", entry_pictures.card, name="entry-card"),
    path(NAMED, pages.share, name="share"),
    path(f"{NAMED}settings/", share_settings.share_settings, name="share-settings"),
    *_parts(NAMED, addresses.place_by_name),
    path(SECRET, _at(addresses.place_by_token, views.share_page), name="secret-share"),
    path(f"{SECRET}embed/", _player(addresses.place_by_token), name="secret-embed"),
    *_parts(SECRET, addresses.place_by_token),
    path(EMBED, _player(addresses.place_embedded), name="embed"),
    *_parts(EMBED, addresses.place_embedded),
    path(PLAYED, _player(entry_places.place_of_entry), name="entry-embed"),
    *_parts(PLAYED, entry_places.place_of_entry),
    path("embed/@<str:username>/", embeds.embed_person, name="person-embed"),
    path("player/", embeds.player, name="player"),
    path("player/api.js", embeds.script, name="player-api"),
]
