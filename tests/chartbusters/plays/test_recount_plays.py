"""The number of a song equals its log, whoever changes a day and by whatever door; where somebody
has changed the number itself it is said, and put right."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client

from chartbusters.compositions.models import Composition
from chartbusters.discovery.models import Listing
from chartbusters.plays.models import Counting, PlayDay, Source
from chartbusters.plays.services import plays_count, plays_recount
from tests.chartbusters.plays.conftest import counted, days

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def day_of(song: Composition, plays: int, day: str = "2026-11-01") -> PlayDay:
    return PlayDay.objects.create(listing=song.listing, day=day, source=Source.PAGE, plays=plays)


def test_it_works(waltz: Composition, hear: Any) -> None:
    hear(Client(), waltz)
    plays_count()
    assert plays_recount() == [] and counted(waltz) == 1


def test_the_database_keeps_the_number(waltz: Composition) -> None:
    first, second = day_of(waltz, 5), day_of(waltz, 2, "2026-11-02")
    assert counted(waltz) == 7 == days(waltz)
    PlayDay.objects.filter(pk=first.pk).update(plays=1)
    assert counted(waltz) == 3
    second.delete()
    assert counted(waltz) == 1 and plays_recount() == []


def test_a_wrong_number_is_said_and_put_right(waltz: Composition) -> None:
    day_of(waltz, 5)
    Listing.objects.update(plays=99)
    (wrong,) = plays_recount(mend=False)
    assert (wrong.stored, wrong.summed, counted(waltz)) == (99, 5, 99)
    assert len(plays_recount()) == 1 and counted(waltz) == 5 and plays_recount() == []


def test_the_command_says_where_it_differs(waltz: Composition) -> None:
    day_of(waltz, 5)
    Listing.objects.update(plays=4)
    said = StringIO()
    with pytest.raises(SystemExit) as end:
        call_command("plays_recount", stdout=said)
    assert end.value.code == 1 and "Waltz: 4 stored, 5 in the log" in said.getvalue()
    call_command("plays_recount", mend=True, stdout=said)
    assert "put right" in said.getvalue()
    said = StringIO()
    call_command("plays_recount", stdout=said)
    assert said.getvalue() == "0 numbers of plays differ from the log.\n"


def test_a_song_goes_though_its_number_was_wrong(waltz: Composition) -> None:
    day_of(waltz, 5)
    Listing.objects.update(plays=1)
    waltz.listing.delete()
    assert not PlayDay.objects.exists()


def test_a_day_is_there_once(waltz: Composition) -> None:
    day_of(waltz, 5)
    with pytest.raises(IntegrityError), transaction.atomic():
        day_of(waltz, 1)


def test_there_is_one_counting(db: None) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Counting.objects.create(pk=2)
