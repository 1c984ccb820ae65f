"""Playlists at SoundCloud's API. Knows no database."""

import re
from typing import Any, NamedTuple
from urllib.parse import quote

from chartbusters.soundcloud.answers import checked
from chartbusters.soundcloud.client import call, everything, link_of, words_of
from chartbusters.soundcloud.troubles import Unreachable

PLAYLIST = re.compile(r"soundcloud:playlists:\d{1,20}", re.ASCII)
PAGE = 100
Fields = dict[str, Any]


class Playlist(NamedTuple):
    urn: str
    link: str


def playlist_make(*, token: str, fields: Fields) -> Playlist:
    """Not idempotent: whoever is not sure looks for its tag first."""
    said = call("POST", "/playlists", token, json={"playlist": fields})
    return _playlist(checked(said, sends=True))


def playlist_change(*, token: str, urn: str, fields: Fields) -> Playlist:
    """All of it is as these fields say then. Raises `Gone` when it is not there any more."""
    path = "/playlists/" + quote(urn, safe=":")
    return _playlist(checked(call("PUT", path, token, json={"playlist": fields}), sends=True))


def playlist_find(*, token: str, tag: str) -> Playlist | None:
    """The person's playlist with this tag, asked for without its tracks."""
    listed = everything(token=token, path="/me/playlists", limit=PAGE, show_tracks="false")
    for each in listed:
        if tag in words_of(each, "tag_list") + words_of(each, "description"):
            return _playlist(each)
    return None


def _playlist(body: Any) -> Playlist:
    """Raises `Unreachable` for what is no playlist: then nobody knows what was done."""
    if not isinstance(body, dict) or not PLAYLIST.fullmatch(str(body.get("urn", ""))):
        raise Unreachable
    return Playlist(body["urn"], link_of(body))
