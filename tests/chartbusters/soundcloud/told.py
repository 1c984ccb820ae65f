"""What the tests' SoundCloud says: its tracks, users and errors, with the fields that its API's
description has."""

import time
from typing import Any

from tests.chartbusters.soundcloud.fake import Track, User

DOCS = "https://developers.soundcloud.com/docs/api"


def error_of(code: int, message: str) -> tuple[int, dict[str, Any]]:
    told = {"code": code, "message": message, "link": f"{DOCS}/explorer/open-api"}
    errors = [{"error_message": message}]
    return code, {**told, "status": f"{code} - {message}", "errors": errors, "error": None}


def warning_of() -> tuple[int, dict[str, Any]]:
    """429 of an action that looks like spam."""
    _, told = error_of(429, "Too Many Requests")
    urn = "soundcloud:spam-warnings:1"
    return 429, {**told, "spam_warning_urn": urn, "link": f"{DOCS}/rate-limits#errors"}


def limit_of(reset: float) -> tuple[int, dict[str, Any]]:
    """429 of a limit of requests, with the moment at which it is over."""
    limit = {"group": "plays", "max_nr_of_requests": 15000, "time_window": "PT24H"}
    moment = time.strftime("%Y/%m/%d %H:%M:%S +0000", time.gmtime(reset))
    met = {"meta": {"rate_limit": limit}, "remaining_requests": 0, "reset_time": moment}
    return 429, {"errors": [met]}


def user_told(user: User) -> dict[str, Any]:
    page = f"https://soundcloud.com/{user.username}"
    return {
        "kind": "user",
        "urn": user.urn,
        "username": user.username,
        "permalink": user.username,
        "permalink_url": page,
        "plan": "Pro" if user.pro else "Free",
    }


def track_told(track: Track, server: str) -> dict[str, Any]:
    """Duration 0 and no access while it is transcoded."""
    ready, fields = track.polls == 0, track.fields
    sharing = fields.get("track[sharing]", "public")
    uri = f"{server}/tracks/{track.urn}"
    private = sharing == "private"
    return {
        "kind": "track",
        "urn": track.urn,
        "uri": uri,
        "title": fields["track[title]"],
        "description": fields.get("track[description]"),
        "duration": 30_000 if ready else 0,
        "access": "playable" if ready else None,
        "sharing": sharing,
        "secret_uri": f"{uri}?secret_token={track.secret}" if private else None,
        "license": fields.get("track[license]", "all-rights-reserved"),
        "tag_list": fields.get("track[tag_list]", ""),
        "permalink_url": f"{server}/{track.user.username}/song-{track.number}",
        "artwork_url": f"{server}/art/{track.number}.jpg" if track.picture else None,
        "created_at": "2026/11/30 12:00:00 +0000",
        "user": user_told(track.user),
    }
