"""SoundCloud for programs: the same service as the buttons."""

from typing import Any

import pytest

from tests.chartbusters.soundcloud.conftest import work
from tests.chartbusters.soundcloud.fake import SoundCloud

pytestmark = pytest.mark.django_db


def test_it_works(
    soundcloud: SoundCloud, composition_of: Any, alice: Any, api: Any, connected: Any, recorded: Any
) -> None:
    connected(alice)
    address = f"/api/v1/compositions/{composition_of(alice).pk}/soundcloud/"
    asked = api(alice).post(address, {"sharing": "public"})
    assert (asked.status_code, asked.json()["state"]) == (202, "queued")
    work()
    told = api(alice).get(address).json()
    assert (told["state"], told["sharing"], told["problem"]) == ("live", "public", "")
    assert told["link"].startswith(soundcloud.url)
    assert api(alice).delete(address).json()["state"] == "leaving"
    work()
    assert api(alice).get(address).json()["state"] == "withdrawn"


def test_it_rejects_what_is_not_theirs(
    soundcloud: SoundCloud, composition_of: Any, alice: Any, bob: Any, api: Any
) -> None:
    address = f"/api/v1/compositions/{composition_of(alice).pk}/soundcloud/"
    for ask in ("get", "post", "delete"):
        assert getattr(api(bob), ask)(address).status_code == 404
        assert getattr(api(), ask)(address).status_code == 401


def test_it_rejects_nonsense(
    soundcloud: SoundCloud, composition_of: Any, alice: Any, api: Any
) -> None:
    address = f"/api/v1/compositions/{composition_of(alice).pk}/soundcloud/"
    assert api(alice).get(address).json()["code"] == "not_published"
    assert api(alice).delete(address).json()["code"] == "not_published"
    assert api(alice).post(address).json()["code"] == "not_connected"
    refused = api(alice).post(address, {"sharing": "friends"})
    assert (refused.status_code, refused.json()["field"]) == (400, "sharing")


def test_without_a_client_id_there_is_nothing(composition_of: Any, alice: Any, api: Any) -> None:
    address = f"/api/v1/compositions/{composition_of(alice).pk}/soundcloud/"
    for ask in ("get", "post", "delete"):
        answer = getattr(api(alice), ask)(address)
        assert (answer.status_code, answer.json()["code"]) == (404, "no_soundcloud")
