"""Hearts given by many at one moment, on a real PostgreSQL: each once, none lost, all counted."""

from functools import partial
from typing import Any

import pytest
from django.contrib.auth import get_user_model

from chartbusters.compositions.models import Composition
from chartbusters.compositions.services import composition_delete
from chartbusters.discovery.models import Heart, Listing
from chartbusters.discovery.services import heart_give, heart_take
from chartbusters.leaving.services import person_erase
from tests.databases import on_postgres
from tests.races import ROUNDS, crowd_of, told

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not on_postgres(), reason="races are tried on a real PostgreSQL"),
]
MANY = 8


def test_it_works(alice: Any, song_of: Any) -> None:
    song = song_of(alice, "Waltz")
    names = [f"listener{number}" for number in range(MANY)]
    people = [get_user_model().objects.create_user(name) for name in names]
    with crowd_of(2 * MANY) as crowd:
        for _ in range(ROUNDS):
            twice = [lambda one=one: heart_give(song=song, person=one) for one in 2 * people]
            assert told(crowd.at_once(twice)) == {"done": 2 * MANY}
            assert Listing.objects.get().hearts == MANY == Heart.objects.count()
            twice = [lambda one=one: heart_take(song=song, person=one) for one in 2 * people]
            assert told(crowd.at_once(twice)) == {"done": 2 * MANY}
            assert Listing.objects.get().hearts == 0 == Heart.objects.count()


def test_a_song_goes_whoever_loves_it_meanwhile(alice: Any, song_of: Any) -> None:
    """Hearts that come while it is deleted go with it, or are refused; nothing keeps it."""
    names = [f"listener{number}" for number in range(MANY)]
    people = [get_user_model().objects.create_user(name) for name in names]
    with crowd_of(MANY + 1) as crowd:
        for number in range(3 * ROUNDS):
            song = song_of(alice, f"Waltz {number}")
            acts: list[Any] = [partial(heart_give, song=song, person=one) for one in people]
            acts.insert(number % MANY, partial(composition_delete, composition=song))
            assert set(told(crowd.at_once(acts))) <= {"done", "gone", "not_public"}
            assert not Composition.objects.exists() and not Heart.objects.exists()


def test_who_leaves_meanwhile_leaves_no_heart(alice: Any, song_of: Any) -> None:
    song = song_of(alice, "Waltz")
    with crowd_of(2) as crowd:
        for number in range(ROUNDS):
            one = get_user_model().objects.create_user(f"listener{number}")
            give = lambda one=one: heart_give(song=song, person=one)  # noqa: E731
            leave = lambda one=one: person_erase(person=one, by=one)  # noqa: E731
            said = told(crowd.at_once([give, leave]))
            assert set(said) <= {"done", "gone"}
            assert Listing.objects.get().hearts == 0 == Heart.objects.count()
