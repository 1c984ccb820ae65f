"""What every test may ask for: people, clients, songs, and (in the files named below) real
servers."""

import importlib.util
import json
import os
import sys
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from celery import current_app
from django.conf import LazySettings
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from chartbusters.web.shelf import SHELF
from generation.music.song import Song
from tests.people import organiser_made, person_made
from tests.songs import song_made

REPOSITORY = Path(__file__).resolve().parent.parent
SHARED_DATA = REPOSITORY.parent / "shared" / "data"

# Where it is forbidden to keep what was compiled, each of the some hundred processes of a run, and
# this one, would compile all files anew: a second of processor every time.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

TORCH = importlib.util.find_spec("torch") is not None
NO_TORCH = "torch is not installed (make test TORCH=yes)"


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Without torch, files of tests that import it are skipped, all in one line; not in continuous
    integration."""
    report = yield
    if (
        report.failed
        and not TORCH
        and os.environ.get("CI") != "true"
        and "named 'torch'" in str(report.longrepr)
    ):
        report.outcome, report.longrepr = "skipped", (str(REPOSITORY / "tests"), None, NO_TORCH)
    return report


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.get_closest_marker("torch") and not TORCH and os.environ.get("CI") != "true":
            item.add_marker(pytest.mark.skip(reason=NO_TORCH))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In continuous integration a test of the reference data may not be skipped where the
    data is."""
    report = yield
    needs_data = "shared_data" in getattr(item, "fixturenames", ())
    if report.skipped and needs_data and os.environ.get("CI") == "true" and SHARED_DATA.is_dir():
        report.outcome, report.longrepr = (
            "failed",
            f"skipped although {SHARED_DATA} is there: {report.longrepr}",
        )
    return report


pytest_plugins = [
    "tests.side_by_side",
    "tests.taking_turns",
    "tests.waiting",
    "tests.servers",
    "tests.brokers",
    "tests.workers",
    "tests.prepared",
    "tests.webs",
    "tests.databases",
    "tests.past",
    "tests.witnesses",
    "tests.trained",
    "tests.model_contests",
    "tests.browsers",
    "tests.contests",
    "tests.juries",
    "tests.rounds",
    "tests.races",
    "tests.descriptions",
]


@pytest.fixture(autouse=True)
def _test_settings(settings: LazySettings, tmp_path: Path) -> Iterator[None]:
    """What tests must not share with a running site: files, cache, broker; and what would only slow
    them."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.MODELS_DIR = tmp_path / "models"
    settings.TRAINING_DIR = tmp_path / "training"
    settings.RENDERING_DIR = tmp_path / "rendering"
    settings.PREPARED_DIR = tmp_path / "prepared"
    settings.ORIGINALITY_DIR = tmp_path / "originality"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    settings.STORAGES = {
        **settings.STORAGES,
        # The manifest of collected files is made by `collectstatic`, which tests do not need.
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.LIMITS_ENABLED = False
    settings.AXES_ENABLED = False
    current_app.conf.broker_url = "memory://"
    cache.clear()
    SHELF.clear()
    yield
    cache.clear()


@pytest.fixture
def alice(db: None) -> Any:
    """The owner of whatever the test is about."""
    return person_made("alice")


@pytest.fixture
def bob(db: None) -> Any:
    """Follows alice: someone who may see and vote, and not change."""
    return person_made("bob")


@pytest.fixture
def charlie(db: None) -> Any:
    """A stranger."""
    return person_made("charlie")


@pytest.fixture
def staff(db: None) -> Any:
    """An organiser, who may use the admin pages."""
    return organiser_made()


@pytest.fixture
def visitor(db: None) -> Client:
    """A browser of somebody who is not signed in."""
    return Client()


@pytest.fixture
def client_of(db: None) -> Callable[[Any], Client]:
    """`client_of(alice)` is a browser in which alice is signed in."""

    def signed_in(user: Any) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return signed_in


class Api:
    """JSON in, response out: `api(alice).post("/api/v1/ballots/", {"challenge":
    "open"}).json()`."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def get(self, address: str, **headers: str) -> HttpResponse:
        return self.client.get(address, headers=headers)

    def post(self, address: str, body: Any = None, **headers: str) -> HttpResponse:
        return self._send("post", address, body, headers)

    def put(self, address: str, body: Any = None, **headers: str) -> HttpResponse:
        return self._send("put", address, body, headers)

    def patch(self, address: str, body: Any = None, **headers: str) -> HttpResponse:
        return self._send("patch", address, body, headers)

    def delete(self, address: str, **headers: str) -> HttpResponse:
        return self.client.delete(address, headers=headers)

    def upload(self, address: str, data: bytes, name: str = "song.mid") -> HttpResponse:
        """A multipart POST with the bytes as the field `file`."""
        from django.core.files.uploadedfile import SimpleUploadedFile

        return self.client.post(address, {"file": SimpleUploadedFile(name, data, "audio/midi")})

    def _send(self, method: str, address: str, body: Any, headers: dict[str, str]) -> HttpResponse:
        text = json.dumps({} if body is None else body)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return getattr(self.client, method)(
            address, text, content_type="application/json", headers=named
        )


@pytest.fixture
def api(visitor: Client, client_of: Callable[[Any], Client]) -> Callable[..., Api]:
    """`api(alice)` speaks JSON as alice, `api()` as a visitor (the same visitor throughout the
    test)."""

    def speaking(user: Any = None) -> Api:
        return Api(visitor if user is None else client_of(user))

    return speaking


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Folder of the reference data sets; the test is skipped on a machine without them."""
    if not SHARED_DATA.is_dir():
        pytest.skip("the reference data (../shared/data) is not on this machine")
    return SHARED_DATA


@pytest.fixture
def sample_song() -> Callable[..., Song]:
    """`sample_song(bars=4, band=True)`"""
    return song_made
