"""Plays counted by several tasks at once, by tasks that are killed at every step, and while songs
go, on a real PostgreSQL and a real broker: each once, none lost, the number equal to its log."""

from collections.abc import Callable
from functools import partial
from itertools import count
from typing import Any

import pytest
from django.test import Client

from chartbusters.compositions.services import composition_delete
from chartbusters.discovery.models import Listing
from chartbusters.plays.models import Hearing, PlayDay
from chartbusters.plays.selectors import STREAM, plays_wrong
from chartbusters.plays.services import plays_count
from tests.chartbusters.plays.conftest import counted, days
from tests.databases import on_postgres
from tests.races import ROUNDS, crowd_of, killed_at

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not on_postgres(), reason="races are tried on a real PostgreSQL"),
]
MANY = 40


@pytest.fixture
def few_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a call takes several transactions."""
    monkeypatch.setattr("chartbusters.plays.services.counting.AT_ONCE", 7)


@pytest.mark.usefixtures("few_at_once")
def test_it_works(alice: Any, song_of: Any, hear: Callable[..., None], settings: Any) -> None:
    settings.PLAYS_OF_A_NETWORK = 10_000
    song = song_of(alice, "Waltz")
    with crowd_of(4) as crowd:
        for number in range(1, ROUNDS + 1):
            for _ in range(MANY):
                hear(Client(), song)
            outcomes = crowd.at_once([plays_count] * 4)
            assert sum(said["counted"] for said in outcomes) == MANY, outcomes
            assert counted(song) == days(song) == number * MANY and STREAM.waiting() == 0


@pytest.mark.usefixtures("few_at_once")
def test_a_task_that_is_killed_counts_nothing_twice(
    alice: Any, song_of: Any, hear: Callable[..., None]
) -> None:
    """Before each question to the database, so also between a commit and its acknowledgement: the
    first question after a batch comes when the stream was told, or not yet."""
    song = song_of(alice, "Waltz")
    for _ in range(MANY // 2):
        hear(Client(), song)
    for step in count(1):
        if not killed_at(step, plays_count):
            break
        assert counted(song) == days(song) == Hearing.objects.count()
    assert counted(song) == MANY // 2 and STREAM.waiting() == 0


def test_a_task_that_dies_before_it_acknowledges_counts_nothing_twice(
    alice: Any, song_of: Any, hear: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The stream still has what the database has counted."""
    song = song_of(alice, "Waltz")
    with monkeypatch.context() as dying:
        dying.setattr(STREAM, "forget", lambda place: None)
        hear(Client(), song)
        assert plays_count()["counted"] == 1
    assert STREAM.waiting() == 1
    hear(Client(), song)
    assert plays_count() == {"counted": 1} and counted(song) == 2 and STREAM.waiting() == 0


def test_a_song_that_goes_meanwhile_takes_all_along(
    alice: Any, song_of: Any, hear: Callable[..., None]
) -> None:
    with crowd_of(2) as crowd:
        for number in range(4 * ROUNDS):
            song, other = (song_of(alice, f"{name} {number}") for name in ("Waltz", "Polka"))
            for one in (song, other) * 5:
                hear(Client(), one)
            outcomes = crowd.at_once([plays_count, partial(composition_delete, composition=song)])
            assert not any(isinstance(one, Exception) for one in outcomes), outcomes
            assert counted(other) == 5 and not plays_wrong().exists()
            assert not PlayDay.objects.exclude(listing__in=Listing.objects.all()).exists()
