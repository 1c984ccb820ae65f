"""Playlists of the tests' SoundCloud: made, changed, listed. A track that its maker keeps from the
listener, or that is not there, does not come into one."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit

from tests.chartbusters.soundcloud.fake import Playlist, User
from tests.chartbusters.soundcloud.handler import Handler, mine
from tests.chartbusters.soundcloud.told import error_of, track_told, user_told

ONE = re.compile(r"/playlists/(soundcloud:playlists:\d+)")


@mine
def make(asked: Handler, user: User) -> tuple[int, Any]:
    if not user.confirmed:
        return 401, "\n"
    fields = asked.fields.get("playlist", {})
    if not fields.get("title"):
        return error_of(422, "title is missing")
    return 201, _told(asked, asked.server.playlist_make(user, fields))


@mine
def change(asked: Handler, user: User) -> tuple[int, Any]:
    found = ONE.match(urlsplit(asked.path).path)
    playlist = asked.server.playlists.get(found[1]) if found else None
    if playlist is None or playlist.user is not user:
        return error_of(404, "not found")
    playlist.fields |= asked.fields.get("playlist", {})
    return 200, _told(asked, playlist)


@mine
def my_playlists(asked: Handler, user: User) -> tuple[int, Any]:
    server = asked.server
    own = [each for each in server.playlists.values() if each.user is user][::-1]
    first, size = int(asked.query.get("cursor", 0)), int(asked.query.get("limit", 50))
    told = [_told(asked, each) for each in own[first : first + size]]
    if asked.query.get("show_tracks") == "false":
        told = [{**each, "tracks": []} for each in told]
    address = f"{server.url}/me/playlists?{urlencode({**asked.query, 'cursor': first + size})}"
    return 200, {"collection": told, "next_href": address if len(own) > first + size else None}


def _told(asked: Handler, playlist: Playlist) -> dict[str, Any]:
    server, fields = asked.server, playlist.fields
    tracks = [server.tracks.get(each["urn"]) for each in fields.get("tracks", [])]
    public = [each for each in tracks if each and each.fields["track[sharing]"] == "public"]
    return {
        "kind": "playlist",
        "urn": playlist.urn,
        "title": fields["title"],
        "description": fields.get("description"),
        "sharing": fields.get("sharing", "public"),
        "tag_list": fields.get("tag_list", ""),
        "permalink_url": f"{server.url}/{playlist.user.username}/sets/list-{playlist.number}",
        "secret_uri": None,
        "track_count": len(public),
        "tracks": [track_told(each, server.url) for each in public],
        "user": user_told(playlist.user),
    }


PLAYLISTS: dict[str, Callable[[Handler, str], tuple[int, Any]]] = {
    "POST /playlists": make,
    f"PUT {ONE.pattern}": change,
    "GET /me/playlists": my_playlists,
}
