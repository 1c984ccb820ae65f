"""What a request brought is gone once it is answered, without waiting for a garbage collection."""

import gc
import io
import json
import weakref
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from chartbusters.web import parsers
from chartbusters.wsgi import application
from generation.music.document import to_document
from tests.webs import Web

pytestmark = pytest.mark.django_db
EXPORT, IMPORT, LIBRARY = (
    "/api/v1/compositions/export/",
    "/api/v1/compositions/import/",
    "/api/v1/compositions/",
)
REFUSED = [
    (EXPORT, {"document": {"tracks": [[]]}}, 400),  # by the room
    (EXPORT, {}, 400),  # by the shape
    (LIBRARY, {"document": {}}, 401),  # by the door
    ("/api/v1/generation-jobs/", {"model": "none", "document": {}}, 400),
]


class Leaf(str):
    """A text whose end can be told."""


@pytest.fixture
def bodies(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[weakref.ref[Any]]]:
    """Those that are parsed, weakly; and no garbage collection until the test ends."""
    seen: list[weakref.ref[Any]] = []
    parse = parsers.read_json

    def marked(body: bytes) -> Any:
        value = parse(body)
        leaf = Leaf("leaf")
        seen.append(weakref.ref(leaf))
        value.get("document", value)["leaf"] = [[leaf]]
        return value

    monkeypatch.setattr(parsers, "read_json", marked)
    gc.collect()
    gc.disable()
    yield seen
    gc.enable()


def _post(address: str, body: bytes) -> int:
    """As a server asks, for a test client keeps the request."""
    told: list[str] = []
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": address,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "CONTENT_TYPE": "application/json",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body),
        "wsgi.url_scheme": "http",
    }
    answer = application(
        environ, lambda status, headers, exc_info=None: told.append(status) or (lambda data: None)
    )
    b"".join(answer)
    answer.close()  # type: ignore[attr-defined]
    return int(told[0].split()[0])


def test_it_works(bodies: list[weakref.ref[Any]], sample_song: Callable[..., Any]) -> None:
    assert _post(EXPORT, json.dumps({"document": to_document(sample_song())}).encode()) == 200
    assert [body() for body in bodies] == [None]


@pytest.mark.parametrize(("address", "body", "status"), REFUSED)
def test_refused_ones(address: str, body: Any, status: int, bodies: list[weakref.ref[Any]]) -> None:
    assert _post(address, json.dumps(body).encode()) == status
    assert [body() for body in bodies] in ([None], [])


def test_ones_on_which_we_break(
    bodies: list[weakref.ref[Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    from chartbusters.compositions import api

    def broken(document: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(api, "from_document", broken)
    assert _post(EXPORT, json.dumps({"document": {}}).encode()) == 500
    assert [body() for body in bodies] == [None]


@pytest.mark.slow
@pytest.mark.parametrize(
    "body",
    [
        b'{"document":[' + b"{}," * 240_000 + b"{}]}",
        b'{"document":[' + b"{}," * 790_000 + b"{}]}",
        b'{"document":[' + b"[],0.5," * 110_000 + b"0]}",
        b'{"document":{"a":["' + b"x" * 2_400_000 + b'"]}}',
    ],
    ids=["as wide as we take", "wider", "lists and numbers", "text"],
)
def test_memory_comes_back(body: bytes, shared_web: Callable[..., Web]) -> None:
    """Forty of them leave less than a third more memory than there was after the first few."""
    web = shared_web(WEB_WORKERS="1", WEB_THREADS="4")

    def send(number: int) -> None:
        import requests

        for _ in range(number):
            answer = requests.post(
                web.url + EXPORT,
                data=body,
                headers={"Content-Type": "application/json"},
                timeout=60,
            )
            assert answer.status_code == 400

    send(4)
    before = web.memory()
    send(40)
    assert web.memory() < 1.3 * before
