"""A SoundCloud of the tests on a real port: what its API's description and its issue threads tell
of it, with switches for what goes wrong, and a journal of what it was asked."""

import base64
import hashlib
import secrets
import threading
import time
from dataclasses import dataclass, field
from typing import Any

from tests.other_sites import OtherSite

CODE_SECONDS, TOKEN_SECONDS = 60, 3599
CLIENT, SECRET = "client-of-tests", "secret-of-tests"
SOUNDS = {b"fLaC": "FLAC", b"RIFF": "WAVE", b"OggS": "OGG", b"ID3": "MP3", b"FORM": "AIFF"}


@dataclass
class User:
    number: int
    username: str
    confirmed: bool = True  # its mail address: without it every upload is 401 and an empty line
    pro: bool = False  # may have pictures of its own

    @property
    def urn(self) -> str:
        return f"soundcloud:users:{self.number}"


@dataclass
class Track:
    number: int
    user: User
    fields: dict[str, str]
    sound: bytes
    polls: int  # before its duration is known
    picture: bytes = b""
    secret: str = field(default_factory=lambda: f"s-{secrets.token_urlsafe(8)}")

    @property
    def urn(self) -> str:
        return f"soundcloud:tracks:{self.number}"


@dataclass
class Playlist:
    number: int
    user: User
    fields: dict[str, Any]

    @property
    def urn(self) -> str:
        return f"soundcloud:playlists:{self.number}"


@dataclass
class Fault:
    """Goes wrong `times` times: before anything is done, or `after` all of it was."""

    request: str  # such as "POST /tracks": method, and how the path begins
    kind: str
    times: int
    after: bool


@dataclass
class Asked:
    """A line of the journal."""

    method: str
    path: str
    headers: dict[str, str]
    fields: dict[str, Any]


class SoundCloud(OtherSite):
    """`fail(...)` breaks what comes next; `ahead` moves its clock; all else is as it is there."""

    def __init__(self) -> None:
        from tests.chartbusters.soundcloud.handler import ADDRESSES, Handler
        from tests.chartbusters.soundcloud.listing import PLAYLISTS

        ADDRESSES.update(PLAYLISTS)
        super().__init__(Handler)
        self.user = User(1, "alice-plays")  # who sits before its authorize page
        self.back = ""  # the address that the application has registered; empty: any
        self.polls = 2
        self.ahead = 0.0
        self.journal: list[Asked] = []
        self.faults: list[Fault] = []
        self.tracks: dict[str, Track] = {}
        self.playlists: dict[str, Playlist] = {}
        self.codes: dict[str, dict[str, Any]] = {}
        self.access: dict[str, tuple[User, float]] = {}
        self.refresh: dict[str, User] = {}  # good ones
        self.spent: list[str] = []  # and those that were used
        self.reused = 0
        self.lock = threading.Lock()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def now(self) -> float:
        return time.time() + self.ahead

    def fail(self, request: str, kind: str, *, times: int = 1, after: bool = False) -> None:
        self.faults.append(Fault(request, kind, times, after))

    def fault_of(self, request: str, after: bool) -> str:
        """What goes wrong with it now, once less from now on."""
        with self.lock:
            for fault in self.faults:
                if fault.times and fault.after == after and request.startswith(fault.request):
                    fault.times -= 1
                    return fault.kind
        return ""

    def asked(self, method: str, path: str) -> list[Asked]:
        return [one for one in self.journal if (one.method, one.path) == (method, path)]

    def code_make(self, redirect: str, challenge: str) -> str:
        code = secrets.token_urlsafe(16)
        until = self.now() + CODE_SECONDS
        self.codes[code] = {"back": redirect, "challenge": challenge, "until": until}
        self.codes[code]["user"] = self.user
        return code

    def code_take(self, code: str, redirect: str, verifier: str) -> User | None:
        """Once, for a minute, by whoever began it."""
        known = self.codes.pop(code, None)
        digest = hashlib.sha256(verifier.encode()).digest()
        proof = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        long_enough = 43 <= len(verifier) <= 128
        if known is None or known["until"] < self.now() or not long_enough:
            return None
        fits = known["back"] == redirect and known["challenge"] == proof
        return known["user"] if fits else None

    def refresh_take(self, token: str) -> User | None:
        with self.lock:
            self.reused += token in self.spent
            self.spent.append(token)
            return self.refresh.pop(token, None)

    def tokens_make(self, user: User) -> dict[str, Any]:
        access, refresh = secrets.token_urlsafe(24), secrets.token_urlsafe(24)
        self.access[access] = (user, self.now() + TOKEN_SECONDS)
        self.refresh[refresh] = user
        told = {"access_token": access, "token_type": "bearer", "expires_in": TOKEN_SECONDS}
        return {**told, "refresh_token": refresh, "scope": ""}

    def user_of(self, header: str) -> User | None:
        user, until = self.access.get(header.removeprefix("OAuth "), (None, 0.0))
        return user if header.startswith("OAuth ") and until > self.now() else None

    def track_make(self, user: User, fields: dict[str, str], sound: bytes) -> Track:
        with self.lock:
            number = 1000 + len(self.tracks)
            track = Track(number, user, fields, sound, self.polls)
            self.tracks[track.urn] = track
        return track

    def playlist_make(self, user: User, fields: dict[str, Any]) -> Playlist:
        with self.lock:
            number = 500 + len(self.playlists)
            made = Playlist(number, user, fields)
            self.playlists[made.urn] = made
        return made
