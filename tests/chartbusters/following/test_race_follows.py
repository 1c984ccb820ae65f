"""Follows, reposts and blocks at one moment, on a real PostgreSQL: each once, none beside a block,
none of who leaves."""

from typing import Any

import pytest

from chartbusters.following.models import Block, Follow, Post
from chartbusters.following.services import (
    person_block,
    person_follow,
    person_unblock,
    song_repost,
)
from chartbusters.leaving.services import person_erase
from tests.databases import on_postgres
from tests.people import person_made
from tests.races import ROUNDS, crowd_of, told

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not on_postgres(), reason="races are tried on a real PostgreSQL"),
]


def test_a_follow_is_there_once(alice: Any, bob: Any) -> None:
    with crowd_of(8) as crowd:
        for _ in range(ROUNDS):
            again = [lambda: person_follow(by=bob, person=alice)] * 8
            assert told(crowd.at_once(again)) == {"done": 8}
            assert Follow.objects.count() == 1
            Follow.objects.all().delete()


def test_no_follow_stays_beside_a_block(alice: Any, bob: Any) -> None:
    acts = [
        lambda: person_follow(by=bob, person=alice),
        lambda: person_follow(by=alice, person=bob),
        lambda: person_block(by=alice, person=bob),
        lambda: person_block(by=bob, person=alice),
    ]
    with crowd_of(len(acts)) as crowd:
        for _ in range(ROUNDS):
            said = told(crowd.at_once(acts))
            assert set(said) <= {"done", "not_here", "blocked_by_you"}
            assert Block.objects.count() == 2 and not Follow.objects.exists()
            person_unblock(by=alice, person=bob)
            person_unblock(by=bob, person=alice)


def test_who_leaves_meanwhile_follows_nobody(alice: Any) -> None:
    with crowd_of(2) as crowd:
        for number in range(ROUNDS):
            one = person_made(f"listener{number}")
            follow = lambda one=one: person_follow(by=one, person=alice)  # noqa: E731
            leave = lambda one=one: person_erase(person=one, by=one)  # noqa: E731
            assert set(told(crowd.at_once([follow, leave]))) <= {"done", "gone"}
            assert not Follow.objects.exists()


def test_no_repost_stays_beside_a_block(alice: Any, bob: Any, song_of: Any) -> None:
    song = song_of(alice, "Waltz")
    passing = [lambda: song_repost(song=song, by=bob)] * 3
    with crowd_of(4) as crowd:
        for _ in range(ROUNDS):
            said = told(crowd.at_once([*passing, lambda: person_block(by=alice, person=bob)]))
            assert set(said) <= {"done", "not_here"}
            assert not Post.objects.filter(reposted=True).exists()
            person_unblock(by=alice, person=bob)
            assert told(crowd.at_once(passing)) == {"done": 3}
            assert Post.objects.filter(reposted=True).count() == 1


def test_who_leaves_meanwhile_passes_nothing_on(alice: Any, song_of: Any) -> None:
    song = song_of(alice, "Waltz")
    with crowd_of(2) as crowd:
        for number in range(ROUNDS):
            one = person_made(f"listener{number}")
            act = lambda one=one: song_repost(song=song, by=one)  # noqa: E731
            leave = lambda one=one: person_erase(person=one, by=one)  # noqa: E731
            assert set(told(crowd.at_once([act, leave]))) <= {"done", "gone"}
            assert not Post.objects.filter(reposted=True).exists()
