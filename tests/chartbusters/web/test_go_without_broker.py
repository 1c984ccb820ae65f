"""Pages that need neither the broker nor its cache work without them; what is asked of workers
waits in rows."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.cache import cache
from django.test import Client
from redis.exceptions import RedisError

from chartbusters.ops import heartbeats, ticks
from generation.models import GenerationJob, JobState
from generation.music.document import to_document
from generation.music.song import Song
from tests.brokers import point_celery_at

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_broker(settings: LazySettings, tmp_path: Path, cache_away: None) -> Iterator[None]:
    settings.LIMITS_ENABLED = settings.AXES_ENABLED = True
    settings.ACCOUNT_RATE_LIMITS = {
        "login": "30/m/ip",
        "login_failed": "10/m/ip",
        "signup": "20/m/ip",
    }
    point_celery_at(f"redis+socket://{tmp_path}/none.sock")
    yield
    point_celery_at("memory://")


@pytest.mark.parametrize(
    "address", ["/", "/challenges/", "/studio/", "/@alice/", "/accounts/tokens/"]
)
def test_it_works(address: str, alice: Any, client_of: Callable[..., Client]) -> None:
    assert client_of(alice).get(address).status_code == 200


def test_one_signs_in(alice: Any, visitor: Client) -> None:
    wrong = visitor.post("/accounts/login/", {"login": "alice", "password": "wrong-pass-1"})
    assert wrong.status_code == 200
    right = visitor.post("/accounts/login/", {"login": "alice", "password": "alice-pass-1"})
    assert (right.status_code, right.headers["Location"]) == (302, "/")


def test_one_signs_up(visitor: Client) -> None:
    answer = visitor.post(
        "/accounts/signup/", {"username": "newcomer", "password1": "hafnium-and-tin-1"}
    )
    assert answer.status_code == 302
    assert "_auth_user_id" in visitor.session


def test_a_song_is_kept(
    alice: Any, api: Callable[..., Any], sample_song: Callable[..., Song]
) -> None:
    body = {"title": "Kept", "document": to_document(sample_song())}
    assert api(alice).post("/api/v1/compositions/", body).status_code == 201


@pytest.mark.django_db(transaction=True)
def test_a_job_waits_in_its_row(
    alice: Any, api: Callable[..., Any], sample_song: Callable[..., Song]
) -> None:
    body = {"technique": "gan", "document": to_document(sample_song())}
    answer = api(alice).post("/api/v1/generation-jobs/", body)
    assert answer.status_code == 201
    assert GenerationJob.objects.get(pk=answer.json()["id"]).state == JobState.QUEUED


def test_a_code_of_the_second_factor_is_not_used_twice() -> None:
    """Nobody can be asked whether it was used, so nobody comes in with it."""
    with pytest.raises(RedisError):
        cache.add("allauth.mfa.totp.used", True)


@pytest.mark.parametrize(
    ("ask", "words", "answer"),
    [
        ("get", ("one", 7), 7),
        ("get_many", (["one", "two"],), {}),
        ("has_key", ("one",), False),
        ("add", ("one", 1, 30), True),
        ("set", ("one", 1, 30), None),
        ("set_many", ({"one": 1},), []),
        ("incr", ("one", 3), 3),
        ("decr", ("one", 3), -3),
        ("touch", ("one", 30), False),
        ("delete", ("one",), False),
        ("delete_many", (["one", "two"],), None),
    ],
)
def test_the_cache_raises_nothing(ask: str, words: tuple[Any, ...], answer: Any) -> None:
    """Those who ask it catch nothing; both when it is first found away, and while it is left
    alone."""
    assert [getattr(cache, ask)(*words) for _ in range(2)] == [answer, answer]


def test_ticks_are_sent_and_workers_give_signs_of_life() -> None:
    heartbeats._worker_lives()
    assert [ticks._is_first("a.task", 10.0) for _ in range(2)] == [True, True]
