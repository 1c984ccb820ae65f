"""How often a song was heard, day by day: for its maker, and nobody else."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from chartbusters.challenges.services import entry_create
from chartbusters.compositions.models import Composition
from chartbusters.compositions.services import composition_update
from chartbusters.plays.columns import columns_of
from chartbusters.plays.models import PlayDay, Source
from chartbusters.plays.selectors import DAYS, Day, days_of
from tests.contests import to_phase

pytestmark = pytest.mark.django_db


def address(song: Composition) -> str:
    return f"/songs/{song.pk}/plays/"


@pytest.fixture
def heard(waltz: Composition) -> Composition:
    """Today 4 times, 3 of them on other sites; once some months ago."""
    today = datetime.now(UTC).date()
    for ago, source, plays in ((0, Source.PAGE, 1), (0, Source.EMBED, 3), (90, Source.PAGE, 1)):
        day = today - timedelta(days=ago)
        PlayDay.objects.create(listing=waltz.listing, day=day, source=source, plays=plays)
    return waltz


def test_it_works(heard: Composition, client_of: Any) -> None:
    page = client_of(heard.owner).get(address(heard)).content.decode()
    for number in ("<dd>5</dd>", "<dd>4</dd>", "<dd>3</dd>", "<dd>0</dd>"):
        assert number in page
    assert address(heard) in client_of(heard.owner).get("/@alice/waltz/").content.decode()


def test_it_requires_the_maker(heard: Composition, bob: Any, staff: Any, client_of: Any) -> None:
    for person in (bob, staff):
        assert client_of(person).get(address(heard)).status_code == 404
        assert address(heard) not in client_of(person).get("/@alice/waltz/").content.decode()
    assert "/login/" in Client().get(address(heard))["Location"]
    assert client_of(heard.owner).post(address(heard)).status_code == 405


def test_it_handles_a_song_that_nobody_has_heard(waltz: Composition, client_of: Any) -> None:
    assert "Pass its link on" in _page(waltz, client_of)


def test_it_handles_a_song_that_nobody_could_hear(alice: Any, song_of: Any, client_of: Any) -> None:
    assert "show it to everybody" in _page(song_of(alice, "Mine", "private"), client_of)


def test_it_says_why_nothing_is_counted_meanwhile(
    waltz: Composition, client_of: Any, challenge_in: Any
) -> None:
    entry = entry_create(challenge=challenge_in("open"), composition=waltz, maker=waltz.owner)
    to_phase(entry.challenge, "voting")
    page = _page(waltz, client_of)
    assert "While the vote on this tune runs" in page and "Pass its link on" not in page
    composition_update(composition=waltz, visibility="private")
    assert "Plays are counted while everybody may hear it" in _page(waltz, client_of)


def test_a_song_that_is_hidden_again_keeps_its_figures(heard: Composition, client_of: Any) -> None:
    composition_update(composition=heard, visibility="private")
    assert "<dd>5</dd>" in _page(heard, client_of)


def test_every_day_has_its_column(heard: Composition) -> None:
    until = datetime.now(UTC).date()
    days = days_of(listing=heard.listing, until=until)
    assert len(days) == DAYS and days[-1] == Day(until, page=1, embed=3)
    picture = columns_of(days)
    last = picture.columns[-1]
    assert picture.most == 4 and last.named
    assert last.embed_y == picture.top and last.embed_height == 3 * last.page_height
    assert last.page_y + last.page_height == picture.base


def _page(song: Composition, client_of: Any) -> str:
    return str(client_of(song.owner).get(address(song)).content.decode())
