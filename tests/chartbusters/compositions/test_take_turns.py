"""Recordings are made by turns: a hundred songs of one person keep nobody waiting for more than
one."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import LazySettings
from django.db.models import F
from django.db.models.functions import Now

from chartbusters.compositions.models import Rendering, RenderingState
from chartbusters.compositions.rendering import LEASE, TOO_MUCH, rendering_request
from chartbusters.compositions.rendering_queue import (
    DAY,
    must_wait,
    next_in_turn,
    seconds_guessed,
    turn_claim,
)
from generation.music.song import Note, Song, Tempo, Track
from generation.services import song_store

pytestmark = pytest.mark.django_db


@pytest.fixture
def wish(sample_song: Callable[..., Song]) -> Callable[..., Rendering]:
    """`wish(alice, 3)`: the recording of a song of hers, asked for."""

    def ask(owner: Any, number: int) -> Rendering:
        title = f"{owner} {number}"
        return rendering_request(digest=song_store(song=sample_song(title=title)).pk, owner=owner)

    return ask


def take() -> Rendering | None:
    """A worker that is free takes what comes next."""
    taken = next_in_turn()
    if taken:
        assert turn_claim(rendering=taken, length=LEASE)
    return taken


def _taken() -> Rendering:
    taken = take()
    assert taken is not None
    return taken


def end(rendering: Rendering, cost: float = 3.0) -> None:
    Rendering.objects.filter(pk=rendering.pk).update(
        state=RenderingState.DONE, lease_until=None, cost=cost
    )


def served(count: int) -> list[Any]:
    """Whose recordings one worker makes, one after the other."""
    order = []
    for _ in range(count):
        if taken := take():
            order.append(taken.owner)
            end(taken)
    return order


def test_it_works(alice: Any, bob: Any, wish: Callable[..., Rendering]) -> None:
    for number in range(5):
        wish(alice, number)
    first = take()
    wish(bob, 1)
    wish(bob, 2)
    assert first and first.owner == alice
    end(first)
    assert served(6) == [bob, alice, bob, alice, alice, alice]


def test_one_at_a_time_while_others_wait(
    alice: Any, bob: Any, wish: Callable[..., Rendering]
) -> None:
    for number in range(3):
        wish(alice, number)
    taken = [take()]
    wish(bob, 1)
    taken += [take(), take()]  # the last while nobody else wants anything
    assert [one.owner for one in taken if one] == [alice, bob, alice]


def test_songs_without_a_person_have_a_turn_too(alice: Any, wish: Callable[..., Rendering]) -> None:
    for number in range(3):
        wish(None, number)
    wish(alice, 1)
    assert sorted(map(str, served(2))) == ["None", "alice"]


def test_it_ends_with_the_seconds_of_a_day(
    alice: Any, bob: Any, wish: Callable[..., Rendering], settings: LazySettings
) -> None:
    settings.RENDERING_SECONDS_A_DAY = 100
    for number in range(4):
        wish(alice, number)
    for _ in range(2):
        end(_taken(), cost=60.0)
    assert take() is None
    waiting = Rendering.objects.filter(state=RenderingState.QUEUED)
    assert waiting.count() == 2 and all(must_wait(one) for one in waiting)
    wish(bob, 1)
    assert served(1) == [bob]
    Rendering.objects.filter(started_at__isnull=False).update(started_at=F("started_at") - DAY)
    assert served(1) == [alice]


def test_what_is_in_work_counts_as_guessed(
    alice: Any, wish: Callable[..., Rendering], settings: LazySettings
) -> None:
    first, second = wish(alice, 1), wish(alice, 2)
    settings.RENDERING_SECONDS_A_DAY = first.cost + second.cost - 0.1
    assert first.cost > 1 and take() and take() is None


def test_whose_worker_died_is_taken_up(alice: Any, wish: Callable[..., Rendering]) -> None:
    wish(alice, 1)
    assert take() and take() is None
    Rendering.objects.update(lease_until=Now() - LEASE)
    assert _taken().attempt == 2


def test_two_workers_take_two(alice: Any, wish: Callable[..., Rendering]) -> None:
    wish(alice, 1)
    chosen = next_in_turn(), next_in_turn()
    assert chosen[0] and chosen[1] and chosen[0].pk == chosen[1].pk
    assert [turn_claim(rendering=one, length=LEASE) for one in chosen if one] == [True, False]


def dense(tracks: int, notes: int, seconds: float) -> Song:
    """Notes of many seconds each, as many as are allowed: minutes of work for the synthesizer."""
    ticks = int(seconds * 1920)
    row = tuple(Note(number * 1920, 40 + number % 40, ticks, 80) for number in range(notes))
    return Song(tuple(Track(row, program=number) for number in range(tracks)))


def test_it_rejects_what_is_too_much_for_anybody(alice: Any, settings: Any) -> None:
    settings.RENDERING_SECONDS_EACH = 60
    heavy = dense(60, 300, 300.0)
    row = rendering_request(digest=song_store(song=heavy).pk, owner=alice)
    assert (row.state, row.error_message) == (RenderingState.FAILED, TOO_MUCH)
    assert take() is None


@pytest.mark.parametrize("song", [dense(4, 300, 1.0), dense(16, 500, 4.0), dense(60, 333, 0.5)])
def test_it_takes_large_songs(alice: Any, song: Song) -> None:
    assert (
        rendering_request(digest=song_store(song=song).pk, owner=alice).state
        == RenderingState.QUEUED
    )


def test_it_guesses_by_the_pace_of_the_song() -> None:
    slow = Song((Track((Note(0, 60, 9600, 80),)),), tempi=(Tempo(0, 4_000_000),))
    assert seconds_guessed(slow) > seconds_guessed(dense(1, 1, 5.0))
    assert seconds_guessed(Song()) > 0
