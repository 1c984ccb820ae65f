"""Who heard what is forgotten when it no longer matters, and with who leaves; the number stays."""

import json
from datetime import timedelta
from typing import Any
from zipfile import ZipFile

import pytest
from django.db.models import F

from chartbusters.compositions.models import Composition
from chartbusters.compositions.services import composition_update
from chartbusters.leaving.archive import archive_write
from chartbusters.leaving.services import person_erase
from chartbusters.plays.models import Counting, Hearing
from chartbusters.plays.services import hearings_forget, plays_count
from tests.chartbusters.plays.conftest import counted

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def heard(waltz: Composition, hear: Any, bob: Any, charlie: Any, client_of: Any) -> Composition:
    """By bob and charlie."""
    for person in (bob, charlie):
        hear(client_of(person), waltz)
    assert plays_count() == {"counted": 2}
    return waltz


def age(hours: float) -> None:
    Hearing.objects.update(until=F("until") - timedelta(hours=hours))


def test_it_works(heard: Composition) -> None:
    age(5.9)
    assert hearings_forget() == 0
    age(0.2)
    assert hearings_forget() == 2 and counted(heard) == 2


def test_what_waits_is_counted_first(
    heard: Composition, hear: Any, bob: Any, client_of: Any
) -> None:
    """A worker that was away for hours counts plays of a time at which these were still known."""
    hear(client_of(bob), heard)
    Counting.objects.update(place="1-0")
    age(7)
    assert hearings_forget() == 0


def test_it_waits_for_the_clock_that_counts(heard: Composition, settings: Any) -> None:
    age(7)
    settings.STREAM_URL = "unix:///nowhere.sock"
    assert hearings_forget() == 0


def test_it_goes_with_who_leaves(heard: Composition, bob: Any) -> None:
    person_erase(person=bob, by=bob)
    assert Hearing.objects.count() == 1 and counted(heard) == 2


def test_plays_go_with_a_song_whose_maker_leaves(heard: Composition) -> None:
    person_erase(person=heard.owner, by=heard.owner)
    assert not Hearing.objects.exists()


def test_it_is_taken_home(heard: Composition, bob: Any, tmp_path: Any) -> None:
    def taken(person: Any, name: str) -> Any:
        with (tmp_path / "home.zip").open("w+b") as file:
            archive_write(file, person=person)
        return json.loads(ZipFile(tmp_path / "home.zip").read(name))

    (day,) = taken(heard.owner, "plays.json")
    assert (day["song"], day["plays"], day["source"]) == ("Waltz", 2, "page")
    assert taken(bob, "plays.json") == [] == taken(heard.owner, "listened.json")
    assert taken(bob, "listened.json")[0]["song"] == "Waltz"
    composition_update(composition=heard, visibility="private")
    assert taken(bob, "listened.json")[0]["song"] is None
