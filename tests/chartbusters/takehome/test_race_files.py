"""Files asked for by many at one moment, on a real PostgreSQL: each made once, two a person."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model

from chartbusters.takehome.models import Kind, Parcel
from chartbusters.takehome.services import offer_set, parcel_request
from tests.databases import on_postgres
from tests.races import ROUNDS, crowd_of, told

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not on_postgres(), reason="races are tried on a real PostgreSQL"),
]
MANY = 8


def asking(song: Any, by: Any) -> Any:
    return lambda: parcel_request(composition=song, kind=Kind.FLAC, by=by)


def test_of_many_who_ask_for_one_file_all_get_the_same(alice: Any, shown: Any) -> None:
    people = [get_user_model().objects.create_user(f"listener{n}") for n in range(MANY)]
    with crowd_of(MANY) as crowd:
        for number in range(ROUNDS):
            song = shown(alice, title=f"Walk {number}", bars=number + 1)
            offer_set(composition=song, sound=True)
            said = crowd.at_once([asking(song, one) for one in people])
            assert told(said) == {"done": MANY}
            assert len({parcel.pk for parcel in said}) == Parcel.objects.count() == 1
            Parcel.objects.all().delete()


def test_one_person_has_two_in_the_making(alice: Any, shown: Any) -> None:
    with crowd_of(MANY) as crowd:
        for number in range(ROUNDS):
            first = 10 * number
            songs = [shown(alice, title=f"Walk {first + n}", bars=first + n + 1) for n in range(8)]
            said = told(crowd.at_once([asking(song, alice) for song in songs]))
            assert said == {"done": 2, "one_at_a_time": MANY - 2}
            Parcel.objects.all().delete()
