"""Which plays count: heard long enough by the server's clock, by somebody who is not the maker,
once in six hours, of a song that everybody may hear at that moment."""

from typing import Any

import pytest
from django.test import Client

from chartbusters.challenges.services import entry_create
from chartbusters.compositions.models import Composition
from chartbusters.compositions.services import composition_delete, composition_update
from chartbusters.plays.models import Counting, Hearing, PlayDay, Source
from chartbusters.plays.selectors import STREAM, plays_wrong
from chartbusters.plays.services import plays_count
from tests.chartbusters.plays.conftest import begin, counted, days, tell
from tests.contests import to_phase

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def test_it_works(waltz: Composition, hear: Any, bob: Any, client_of: Any) -> None:
    hear(client_of(bob), waltz)
    assert plays_count() == {"counted": 1}
    assert counted(waltz) == days(waltz) == 1 and STREAM.waiting() == 0
    assert plays_count() == {}


def test_the_same_listener_counts_once(
    waltz: Composition, hear: Any, bob: Any, client_of: Any
) -> None:
    """Told twice, heard again, in another tab, in another browser in which one is signed in."""
    for _ in range(2):
        for client in (client_of(bob), client_of(bob)):
            hear(client, waltz)
        plays_count()
    assert counted(waltz) == 1


def test_a_visitor_is_known_by_the_browser(waltz: Composition, hear: Any) -> None:
    first, second = Client(), Client()
    for client in (first, first, second):
        hear(client, waltz)
    assert plays_count() == {"counted": 2, "again": 1}


def test_the_same_listener_counts_again_after_the_window(
    waltz: Composition, hear: Any, bob: Any, client_of: Any
) -> None:
    hear(client_of(bob), waltz)
    plays_count()
    Hearing.objects.update(until="2020-01-01T00:00Z")
    hear(client_of(bob), waltz)
    assert plays_count() == {"counted": 1} and counted(waltz) == 2 == days(waltz)


def test_no_more_is_believed_than_has_passed(waltz: Composition, hear: Any) -> None:
    hear(Client(), waltz, ago=0, heard_ms=60_000)
    hear(Client(), waltz, ago=40, heard_ms=100)
    assert plays_count() == {"early": 2} and counted(waltz) == 0


def test_two_songs_are_not_heard_at_once(
    waltz: Composition, alice: Any, song_of: Any, hear: Any, bob: Any, client_of: Any
) -> None:
    """Three songs of four seconds each in the last five seconds: two at most."""
    songs = [waltz, song_of(alice, "Second"), song_of(alice, "Third")]
    need = waltz.listing.seconds / 2
    for song in songs:
        hear(client_of(bob), song, ago=2.5 * need)
    assert plays_count() == {"counted": 2, "beside another": 1}


def test_a_token_is_good_for_one_window(waltz: Composition, hear: Any) -> None:
    hear(Client(), waltz, ago=6 * 3600 + 1)
    assert plays_count() == {"late": 1}


def test_players_on_other_sites_have_a_source_of_their_own(waltz: Composition, hear: Any) -> None:
    hear(Client(), waltz, query="?from=embed")
    hear(Client(), waltz)
    plays_count()
    sources = PlayDay.objects.order_by("source").values_list("source", "plays")
    assert list(sources) == [(Source.PAGE, 1), (Source.EMBED, 1)] and counted(waltz) == 2


def test_in_other_sites_a_listener_is_known_by_network_and_browser(
    waltz: Composition, hear: Any
) -> None:
    for agent in ("Mozilla/5.0 A", "Mozilla/5.0 A", "Mozilla/5.0 B"):
        hear(Client(), waltz, query="?from=embed", **{"user-agent": agent})
    assert plays_count() == {"counted": 2, "again": 1}


@pytest.mark.parametrize("visibility", ["private", "secret"])
def test_a_song_that_was_hidden_meanwhile_does_not_count(
    visibility: str, waltz: Composition, hear: Any
) -> None:
    hear(Client(), waltz)
    composition_update(composition=waltz, visibility=visibility)
    assert plays_count() == {"silent": 1} and counted(waltz) == 0


def test_a_song_that_became_silent_meanwhile_does_not_count(
    waltz: Composition, hear: Any, challenge_in: Any
) -> None:
    hear(Client(), waltz)
    entry = entry_create(challenge=challenge_in("open"), composition=waltz, maker=waltz.owner)
    to_phase(entry.challenge, "voting")
    assert plays_count() == {"silent": 1}
    to_phase(entry.challenge, "closed")
    hear(Client(), waltz)
    assert plays_count() == {"counted": 1}


def test_a_song_that_is_gone_keeps_no_other_from_counting(
    waltz: Composition, alice: Any, song_of: Any, hear: Any
) -> None:
    second = song_of(alice, "Second")
    for song in (waltz, second):
        hear(Client(), song)
    composition_delete(composition=waltz)
    assert plays_count() == {"silent": 1, "counted": 1} and counted(second) == 1


def test_what_is_no_record_keeps_no_other_from_counting(waltz: Composition, hear: Any) -> None:
    STREAM.append([b"", b"x" * 61, b"x" * 5])
    hear(Client(), waltz)
    assert plays_count() == {"unknown": 3, "counted": 1}


def test_a_song_takes_its_plays_along(waltz: Composition, hear: Any) -> None:
    hear(Client(), waltz)
    plays_count()
    composition_delete(composition=waltz)
    assert not PlayDay.objects.exists() and not Hearing.objects.exists()


def test_a_stream_that_lost_its_files_is_counted_from_its_beginning(
    waltz: Composition, hear: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    hear(Client(), waltz)
    plays_count()
    Counting.objects.update(place="9999999999999-5")  # its clock was ahead of what it is now
    hear(Client(), waltz)
    assert plays_count() == {"counted": 1} and counted(waltz) == 2


def test_many_batches_are_counted_by_one_call(
    waltz: Composition, hear: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chartbusters.plays.services.counting.AT_ONCE", 2)
    for _ in range(5):
        hear(Client(), waltz)
    assert plays_count() == {"counted": 5} and counted(waltz) == 5 and not plays_wrong().exists()


def test_a_network_counts_so_often_only(waltz: Composition, hear: Any, settings: Any) -> None:
    settings.PLAYS_OF_A_NETWORK = 3
    for _ in range(4):
        hear(Client(), waltz)
    assert plays_count() == {"counted": 3, "crowded": 1}
    hear(Client(), waltz)
    assert plays_count() == {"crowded": 1} and counted(waltz) == 3


def test_another_network_counts_still(waltz: Composition, hear: Any, settings: Any) -> None:
    settings.PLAYS_OF_A_NETWORK = 1
    for address in ("10.0.0.1", "10.0.0.1", "10.0.0.2"):
        hear(Client(REMOTE_ADDR=address), waltz)
    assert plays_count() == {"counted": 2, "crowded": 1}


def test_nothing_names_who_listened(
    waltz: Composition, hear: Any, bob: Any, client_of: Any
) -> None:
    client = client_of(bob)
    begun = begin(client, waltz)
    tell(client, begun.json()["token"])
    (record,) = STREAM.since("0-0", 9)
    plays_count()
    row = Hearing.objects.get()
    for kept in (record.data.decode("latin-1"), f"{row.viewer} {row.network}"):
        assert not any(word in kept for word in ("127.0.0.1", "bob", f"person:{bob.pk}"))
