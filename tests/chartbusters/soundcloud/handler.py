"""The addresses of the tests' SoundCloud, and its ways to fail."""

import json
import re
from collections.abc import Callable
from email.parser import BytesParser
from email.policy import HTTP
from html import escape
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from tests.chartbusters.soundcloud.fake import (
    CLIENT,
    SECRET,
    SOUNDS,
    Asked,
    SoundCloud,
    Track,
    User,
)
from tests.chartbusters.soundcloud.faults import FAULTS
from tests.chartbusters.soundcloud.told import error_of, track_told, user_told

ONE = re.compile(r"/tracks/(soundcloud:tracks:\d+)")
HTML = "text/html; charset=utf-8"


class Handler(BaseHTTPRequestHandler):
    server: SoundCloud
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._answer()

    do_POST = do_PUT = do_DELETE = do_GET

    def _answer(self) -> None:
        self.body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        parts = urlsplit(self.path)
        self.query = dict(parse_qsl(parts.query))
        self.fields = self._form()
        self.server.journal.append(
            Asked(self.command, parts.path, dict(self.headers.items()), self.fields)
        )
        request = f"{self.command} {parts.path}"
        if kind := self.server.fault_of(request, after=False):
            return FAULTS[kind](self)
        status, body = self._do(request, parts.path)
        if kind := self.server.fault_of(request, after=True):
            return FAULTS[kind](self)
        self.say(status, body)

    def _form(self) -> dict[str, Any]:
        kind = self.headers.get("Content-Type", "")
        if kind.startswith("application/x-www-form-urlencoded"):
            return dict(parse_qsl(self.body.decode()))
        if kind.startswith("application/json"):
            return dict(json.loads(self.body))
        if not kind.startswith("multipart/form-data"):
            return {}
        head = f"Content-Type: {kind}\r\n\r\n".encode()
        message = BytesParser(policy=HTTP).parsebytes(head + self.body)
        fields: dict[str, Any] = {}
        for part in message.iter_parts():
            name = str(part.get_param("name", header="content-disposition"))
            data = part.get_payload(decode=True)
            fields[name] = data if part.get_filename() else data.decode()
        return fields

    def _do(self, request: str, path: str) -> tuple[int, Any]:
        for pattern, act in ADDRESSES.items():
            if re.fullmatch(pattern, request):
                return act(self, path)
        return error_of(404, "not found")

    def say(self, status: int, body: Any, kind: str = "", **headers: str) -> None:
        """HTML, nothing, or JSON."""
        if status == 302:
            headers, body = {"Location": body}, ""
        text = body if isinstance(body, str) else json.dumps(body)
        data = text.encode()
        self.send_response(status)
        shown = HTML if isinstance(body, str) else "application/json; charset=utf-8"
        self.send_header("Content-Type", kind or shown)
        self.send_header("Content-Length", str(len(data)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *words: Any) -> None:
        pass


def authorize(asked: Handler, path: str) -> tuple[int, Any]:
    """Its page: who looks at it says yes or no."""
    query, server = asked.query, asked.server
    good = query.get("client_id") == CLIENT and query.get("response_type") == "code"
    good = good and query.get("code_challenge_method") == "S256"
    if not good or server.back not in ("", query.get("redirect_uri")):
        return 400, "<h1>This application asks for what it may not.</h1>"
    hidden = [
        f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'
        for name, value in query.items()
    ]
    buttons = '<button name="say" value="yes">Allow</button> <button name="say">Deny</button>'
    return 200, (
        f"<!doctype html><title>SoundCloud</title><h1>Chartbusters wants to upload as "
        f"{escape(server.user.username)}</h1><form method=post>{''.join(hidden)}{buttons}</form>"
    )


def allow(asked: Handler, path: str) -> tuple[int, Any]:
    form = asked.fields
    said: dict[str, str] = {"error": "access_denied"}
    if form.get("say") == "yes":
        said = {"code": asked.server.code_make(form["redirect_uri"], form["code_challenge"])}
    return 302, f"{form['redirect_uri']}?{urlencode({**said, 'state': form['state']})}"


def token(asked: Handler, path: str) -> tuple[int, Any]:
    form, server = asked.fields, asked.server
    if form.get("client_id") != CLIENT or form.get("client_secret", SECRET) != SECRET:
        return error_of(401, "invalid_client")
    if form.get("grant_type") == "authorization_code":
        words = [form.get(name, "") for name in ("code", "redirect_uri", "code_verifier")]
        user = server.code_take(*words)
    elif form.get("grant_type") == "refresh_token":
        user = server.refresh_take(form.get("refresh_token", ""))
    else:
        return error_of(400, "unsupported_grant")
    return (200, server.tokens_make(user)) if user else error_of(400, "invalid_grant")


def old_token(asked: Handler, path: str) -> tuple[int, Any]:
    return error_of(410, "this address is not in use any more")


def mine(act: Callable[[Handler, User], tuple[int, Any]]) -> Any:
    """For whoever brings a good token."""

    def checked(asked: Handler, path: str) -> tuple[int, Any]:
        user = asked.server.user_of(asked.headers.get("Authorization", ""))
        return act(asked, user) if user else error_of(401, "unauthorized")

    return checked


@mine
def me(asked: Handler, user: User) -> tuple[int, Any]:
    return 200, user_told(user)


@mine
def upload(asked: Handler, user: User) -> tuple[int, Any]:
    if not user.confirmed:
        return 401, "\n"
    fields = dict(asked.fields)
    sound = fields.pop("track[asset_data]", b"")
    if not fields.get("track[title]"):
        return error_of(422, "title is missing")
    if not isinstance(sound, bytes) or not sound.startswith(tuple(SOUNDS)):
        return error_of(422, "unable to process provided asset_data")
    track = asked.server.track_make(user, fields, sound)
    return 201, track_told(track, asked.server.url)


@mine
def my_tracks(asked: Handler, user: User) -> tuple[int, Any]:
    tracks = [each for each in asked.server.tracks.values() if each.user is user][::-1]
    first, size = int(asked.query.get("cursor", 0)), int(asked.query.get("limit", 50))
    told = [track_told(each, asked.server.url) for each in tracks[first : first + size]]
    more = {**asked.query, "cursor": first + size}
    address = f"{asked.server.url}/me/tracks?{urlencode(more)}"
    return 200, {"collection": told, "next_href": address if len(tracks) > first + size else None}


def _track_of(asked: Handler, user: User, own: bool) -> Track | None:
    found = ONE.match(urlsplit(asked.path).path)
    track = asked.server.tracks.get(found[1]) if found else None
    if track is None or track.user is user:
        return track
    opened = asked.query.get("secret_token") == track.secret
    seen = track.fields.get("track[sharing]", "public") == "public" or opened
    return track if seen and not own else None


@mine
def one_track(asked: Handler, user: User) -> tuple[int, Any]:
    track = _track_of(asked, user, own=False)
    if track is None:
        return error_of(404, "not found")
    track.polls = max(0, track.polls - 1)
    return 200, track_told(track, asked.server.url)


@mine
def change(asked: Handler, user: User) -> tuple[int, Any]:
    track = _track_of(asked, user, own=True)
    if track is None:
        return error_of(404, "not found")
    picture = asked.fields.get("track[artwork_data]")
    if picture and not user.pro:
        return error_of(403, "artwork_data is for Pro accounts")
    track.picture = picture or track.picture
    return 200, track_told(track, asked.server.url)


@mine
def remove(asked: Handler, user: User) -> tuple[int, Any]:
    track = _track_of(asked, user, own=True)
    if track is None:
        return error_of(404, "not found")
    del asked.server.tracks[track.urn]
    return 200, {"status": "200 - OK"}


@mine
def sign_out(asked: Handler, user: User) -> tuple[int, Any]:
    asked.server.access.pop(asked.headers["Authorization"].removeprefix("OAuth "))
    return 200, {}


TRACK = rf"{ONE.pattern}"
ADDRESSES: dict[str, Callable[[Handler, str], tuple[int, Any]]] = {
    "GET /authorize": authorize,
    "POST /authorize": allow,
    "POST /oauth/token": token,
    "POST /oauth2/token": old_token,
    "GET /me": me,
    "GET /me/tracks": my_tracks,
    "POST /tracks": upload,
    f"GET {TRACK}": one_track,
    f"PUT {TRACK}": change,
    f"DELETE {TRACK}": remove,
    "POST /sign-out": sign_out,
}
