"""Playlists changed from many windows at one moment, on a real PostgreSQL: nothing is lost, nothing
stands twice, no bound is passed."""

from functools import partial
from typing import Any

import pytest

from chartbusters.leaving.services import person_erase
from chartbusters.playlists.models import Place, Playlist
from chartbusters.playlists.services import (
    playlist_add,
    playlist_create,
    playlist_delete,
    playlist_order,
    playlist_remove,
    playlists,
    songs,
)
from tests.chartbusters.playlists.conftest import keys
from tests.databases import on_postgres
from tests.people import person_made
from tests.races import ROUNDS, crowd_of, told

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not on_postgres(), reason="races are tried on a real PostgreSQL"),
]


def test_of_orders_at_once_one_is_kept(five: Playlist) -> None:
    with crowd_of(6) as crowd:
        for _ in range(ROUNDS):
            five.refresh_from_db()
            order, version = keys(five), five.version
            wishes = [order[at:] + order[:at] for at in range(6)]
            acts = [
                partial(playlist_order, playlist=five, songs=wish, version=version)
                for wish in wishes
            ]
            assert told(crowd.at_once(acts)) == {"done": 1, "changed_elsewhere": 5}
            assert keys(five) in wishes


def test_songs_that_come_and_go_at_once_are_all_right(
    five: Playlist, alice: Any, song_of: Any
) -> None:
    fresh = [song_of(alice, f"New {number}").pk for number in range(3)]
    old = keys(five)[:3]
    adds = [lambda pk=pk: playlist_add(playlist=five, composition=pk, before=1) for pk in fresh]
    again = [lambda pk=pk: playlist_add(playlist=five, composition=pk) for pk in fresh]
    outs = [lambda pk=pk: playlist_remove(playlist=five, composition=pk) for pk in old]
    backs = [lambda pk=pk: playlist_add(playlist=five, composition=pk) for pk in old]
    nots = [lambda pk=pk: playlist_remove(playlist=five, composition=pk) for pk in fresh]
    with crowd_of(9) as crowd:
        for _ in range(ROUNDS):
            assert told(crowd.at_once([*adds, *again, *outs])) == {"done": 9}
            assert sorted(keys(five)[-5:]) and {*keys(five)}.isdisjoint(old)
            assert {*fresh} <= {*keys(five)} and len(keys(five)) == 5
            assert told(crowd.at_once([*backs, *nots])) == {"done": 6}
            positions = list(five.places.values_list("position", flat=True))
            assert len(set(positions)) == len(positions) == 5


def test_no_bound_is_passed(monkeypatch: pytest.MonkeyPatch, five: Playlist, song_of: Any) -> None:
    monkeypatch.setattr(songs, "MOST_SONGS", 6)
    monkeypatch.setattr(playlists, "MOST_PLAYLISTS", 2)
    fresh = [song_of(five.owner, f"New {number}").pk for number in range(4)]
    with crowd_of(4) as crowd:
        adds = [lambda pk=pk: playlist_add(playlist=five, composition=pk) for pk in fresh]
        assert told(crowd.at_once(adds)) == {"done": 1, "too_many": 3}
        makes = [lambda: playlist_create(owner=five.owner, title="Five")] * 4
        assert told(crowd.at_once(makes)) == {"done": 1, "too_many": 3}
    assert set(Playlist.objects.values_list("slug", flat=True)) == {"five", "five-2"}


def test_a_song_put_into_what_is_deleted_meanwhile(alice: Any, bob: Any, song_of: Any) -> None:
    song = song_of(alice, "Waltz").pk
    with crowd_of(2) as crowd:
        for _ in range(ROUNDS):
            one = playlist_create(owner=bob, title="Short")
            add = lambda one=one: playlist_add(playlist=one, composition=song)  # noqa: E731
            gone = lambda one=one: playlist_delete(playlist=one)  # noqa: E731
            assert set(told(crowd.at_once([add, gone]))) <= {"done", "gone"}
            assert not Playlist.objects.exists() and not Place.objects.exists()


def test_a_song_is_put_in_while_its_maker_leaves(bob: Any, song_of: Any) -> None:
    playlist = playlist_create(owner=bob, title="Mine")
    with crowd_of(2) as crowd:
        for number in range(ROUNDS):
            maker = person_made(f"maker{number}")
            add = partial(playlist_add, playlist=playlist, composition=song_of(maker, "Waltz").pk)
            leave = partial(person_erase, person=maker, by=maker)
            assert set(told(crowd.at_once([add, leave]))) <= {"done", "not_found"}
            assert not Place.objects.exists()


def test_who_leaves_meanwhile_leaves_no_playlist(alice: Any) -> None:
    with crowd_of(2) as crowd:
        for number in range(ROUNDS):
            one = person_made(f"listener{number}")
            make = lambda one=one: playlist_create(owner=one, title="Mine")  # noqa: E731
            leave = lambda one=one: person_erase(person=one, by=one)  # noqa: E731
            assert set(told(crowd.at_once([make, leave]))) <= {"done", "gone"}
            assert not Playlist.objects.exists()
