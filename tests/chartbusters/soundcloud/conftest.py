"""A SoundCloud on this machine, people who are connected to it, and workers that are asked by
hand."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from django.conf import LazySettings
from django.db.models.functions import Now

from chartbusters.challenges.models import Organiser, Role
from chartbusters.soundcloud import services
from chartbusters.soundcloud.models import WORKING, ChallengePlaylist, Connection, Publication
from tests.chartbusters.soundcloud.fake import CLIENT, SECRET, SoundCloud, User

BACK = "http://testserver/soundcloud/callback/"


@pytest.fixture
def soundcloud(settings: LazySettings) -> Iterator[SoundCloud]:
    with SoundCloud().running() as server:
        server.back = BACK
        settings.SOUNDCLOUD_CLIENT_ID, settings.SOUNDCLOUD_CLIENT_SECRET = CLIENT, SECRET
        settings.SOUNDCLOUD_API_URL = settings.SOUNDCLOUD_AUTH_URL = server.url
        yield server


@pytest.fixture(autouse=True)
def _patience(request: pytest.FixtureRequest, settings: LazySettings) -> None:
    """A test of an answer that comes too slowly waits for that long."""
    if "slow" in request.node.name:
        settings.SOUNDCLOUD_SECONDS = settings.SOUNDCLOUD_UPLOAD_SECONDS = 1.5


@pytest.fixture(autouse=True)
def called(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Words to workers, which no worker takes here."""
    names: list[str] = []
    monkeypatch.setattr(
        "celery.current_app.send_task", lambda name, *words, **options: names.append(name)
    )
    return names


@pytest.fixture
def allow() -> Callable[[str], dict[str, str]]:
    """`allow(address)`: says yes on its page, and returns what comes back."""

    def allowed(address: str) -> dict[str, str]:
        form = {name: value[0] for name, value in parse_qs(urlsplit(address).query).items()}
        yes = {**form, "say": "yes"}
        answer = requests.post(address, data=yes, allow_redirects=False, timeout=30)
        assert answer.status_code == 302, answer.text
        back = urlsplit(answer.headers["Location"])
        return {name: value[0] for name, value in parse_qs(back.query).items()}

    return allowed


@pytest.fixture
def connected(soundcloud: SoundCloud, allow: Any) -> Callable[[Any], Connection]:
    """`connected(alice)`: her account there, through its authorize page."""

    def connect(person: Any) -> Connection:
        address = services.connection_begin(person=person, session="a-session", back=BACK)
        came = allow(address)
        services.connection_arrive(person=person, session="a-session", state=came["state"])
        return services.connection_make(person=person, back=BACK, **came)

    return connect


@pytest.fixture
def recorded(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Recordings are not sung here: some bytes stand for them, and each is noted."""
    made: list[bytes] = []

    def sing(document: bytes, file: Any, alive: Any) -> dict[str, Any]:
        assert alive()
        made.append(document)
        file.write_bytes(b"fLaC" + bytes(200_000))
        return {}

    monkeypatch.setattr("chartbusters.soundcloud.services.working.synthesise", sing)
    return made


def work(most: int = 30) -> int:
    """Does all that is to be done, without waiting for pauses; returns how many steps."""
    for step in range(most):
        Publication.objects.filter(state__in=WORKING).update(next_at=Now())
        if not services.publication_next():
            return step
    raise AssertionError("there is no end of it")


@pytest.fixture
def sent(
    soundcloud: SoundCloud, connected: Any, recorded: list[bytes]
) -> Callable[..., Publication]:
    """`sent(entry)`: its maker has published the song of an entry, in an account of their own."""

    def publish(entry: Any, sharing: str = "public") -> Publication:
        own, soundcloud.user = soundcloud.user, User(100 + entry.maker_id, entry.maker.username)
        connected(entry.maker)
        soundcloud.user = own
        asked = {"composition": entry.composition, "by": entry.maker, "sharing": sharing}
        made = services.publication_ask(**asked)
        work()
        made.refresh_from_db()
        assert made.state == "live"
        return made

    return publish


@pytest.fixture
def told_contest(
    contest: Any, alice: Any, connected: Any, sent: Callable[..., Publication]
) -> tuple[Any, list[Any]]:
    """A challenge of alice's, who is connected, with its result told; of its three entries the
    makers of the first two have published theirs."""
    challenge, entries = contest("closed", 3)
    Organiser.objects.create(challenge=challenge, person=alice, role=Role.OWNER)
    connected(alice)
    for entry in entries[:2]:
        sent(entry)
    return challenge, entries


def play(most: int = 30) -> int:
    """The same of playlists."""
    for step in range(most):
        ChallengePlaylist.objects.filter(state__in=WORKING).update(next_at=Now())
        if not services.playlist_next():
            return step
    raise AssertionError("there is no end of it")
