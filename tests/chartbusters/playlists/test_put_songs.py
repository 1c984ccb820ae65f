"""Songs are put into playlists, taken out with a way back, and put in another order, from two
windows at once."""

from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chartbusters.challenges.services import entry_create
from chartbusters.compositions.models import Composition
from chartbusters.compositions.services import composition_delete, composition_update
from chartbusters.playlists.models import Place, Playlist
from chartbusters.playlists.services import (
    playlist_add,
    playlist_create,
    playlist_order,
    playlist_remove,
    songs,
)
from chartbusters.web.errors import Refusal
from tests.chartbusters.playlists.conftest import keys, titles
from tests.contests import to_phase

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def test_it_works(api: Any, alice: Any, bob: Any, song_of: Any) -> None:
    playlist, song = playlist_create(owner=bob, title="Mine"), song_of(alice, "A")
    place = f"/api/v1/playlists/{playlist.pk}/songs/{song.pk}/"
    for _ in range(2):
        told = api(bob).put(place).json()
        assert [line["song"]["title"] for line in told["songs"]] == ["A"]
        assert told["version"] == 2, "again changes nothing"
    for _ in range(2):
        told = api(bob).delete(place).json()
        assert (told["songs"], told["version"]) == ([], 3)


def test_it_requires_a_song_that_one_may_hear(api: Any, alice: Any, bob: Any, song_of: Any) -> None:
    playlist = playlist_create(owner=bob, title="Mine")
    hidden = song_of(alice, "Hidden", visibility="private").pk
    answers = [
        api(bob).put(f"/api/v1/playlists/{playlist.pk}/songs/{pk}/") for pk in (hidden, uuid4())
    ]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.json()["message"] for answer in answers}) == 1
    own = song_of(bob, "Own", visibility="private")
    playlist_add(playlist=playlist, composition=own.pk)
    assert titles(playlist, bob) == "Own"


def test_it_rejects_more_than_a_page_shows(
    monkeypatch: pytest.MonkeyPatch, five: Playlist, alice: Any, song_of: Any
) -> None:
    monkeypatch.setattr(songs, "MOST_SONGS", 5)
    playlist_add(playlist=five, composition=keys(five)[0])
    with pytest.raises(Refusal, match="as many as one may"):
        playlist_add(playlist=five, composition=song_of(alice, "F").pk)


def test_what_was_taken_out_is_put_back_to_its_place(five: Playlist, bob: Any) -> None:
    for at in (0, 2, 4):
        song = keys(five)[at]
        assert playlist_remove(playlist=five, composition=song) == at
        assert playlist_remove(playlist=five, composition=song) is None
        playlist_add(playlist=five, composition=song, before=at)
        assert titles(five, bob) == "ABCDE"


def test_it_is_put_in_another_order(api: Any, five: Playlist, bob: Any) -> None:
    wish = {"songs": [str(pk) for pk in reversed(keys(five))], "version": five.version}
    told = api(bob).put(f"/api/v1/playlists/{five.pk}/order/", wish).json()
    assert [line["song"]["title"] for line in told["songs"]] == list("EDCBA")
    assert told["version"] == five.version + 1


def test_an_order_of_another_windows_page_is_refused_and_nothing_is_lost(
    api: Any, five: Playlist, bob: Any
) -> None:
    address, order = f"/api/v1/playlists/{five.pk}/order/", [str(pk) for pk in keys(five)]
    first = {"songs": order[::-1], "version": five.version}
    assert api(bob).put(address, first).status_code == 200
    second = {"songs": [*order[1:], order[0]], "version": five.version}
    refused = api(bob).put(address, second)
    assert (refused.status_code, refused.json()["code"]) == (409, "changed_elsewhere")
    assert "That change is safe" in refused.json()["message"]
    assert titles(five, bob) == "EDCBA"


@pytest.mark.parametrize("wish", ["fewer", "more", "twice"])
def test_an_order_of_other_songs_is_refused(wish: str, five: Playlist, bob: Any) -> None:
    order = keys(five)
    asked = {
        "fewer": order[1:],
        "more": [*order, uuid4()],
        "twice": [*order[1:], order[1]],
    }[wish]
    with pytest.raises(Refusal):
        playlist_order(playlist=five, songs=asked, version=five.version)
    assert titles(five, bob) == "ABCDE"


def test_others_are_shown_what_everybody_may_hear(
    five: Playlist, alice: Any, bob: Any, charlie: Any
) -> None:
    song = Composition.objects.get(title="B")
    composition_update(composition=song, visibility="private")
    assert titles(five, charlie) == "ACDE" and titles(five, bob) == "A.CDE"
    assert titles(five, alice) == "ACDE", "whose song it is does not see it there either"
    composition_update(composition=song, visibility="public")
    assert titles(five, charlie) == "ABCDE"
    composition_delete(composition=song)
    assert titles(five, bob) == "ACDE"


def test_what_is_silent_is_told_apart_from_nothing(
    five: Playlist, alice: Any, bob: Any, charlie: Any, challenge_in: Any, client_of: Any
) -> None:
    """A song that was entered, and one that its maker took back, look alike to all; when the
    result is told it is where it was."""
    entered, taken = (Composition.objects.get(title=title) for title in "BD")
    composition_update(composition=taken, visibility="private")
    before = client_of(bob).get(five.get_absolute_url()).content.decode()
    assert before.count("A song that cannot be heard now") == 1
    # Of another tune than the others are, which would go silent with it.
    Place.objects.exclude(composition__in=[entered, taken]).delete()
    challenge = challenge_in("open")
    entry_create(challenge=challenge, composition=entered, maker=alice)
    assert titles(five, bob) == ".." and titles(five, charlie) == ""
    page = client_of(bob).get(five.get_absolute_url()).content.decode()
    assert page.count("A song that cannot be heard now") == 2
    to_phase(challenge, "closed")
    assert titles(five, charlie) == "B"


@settings(max_examples=25, deadline=None)
@given(moves=st.lists(st.tuples(st.integers(0, 5), st.integers(0, 7)), max_size=12))
def test_it_is_what_a_plain_list_would_be(moves: list[tuple[int, int]]) -> None:
    """Whatever is taken out, put back elsewhere and turned over."""
    from django.db import transaction

    from chartbusters.compositions.services import composition_create
    from tests.people import person_made
    from tests.songs import song_made

    with transaction.atomic():
        owner = person_made("hypo")
        made = [
            composition_create(owner=owner, song=song_made(transpose=at), title=str(at)).pk
            for at in range(4)
        ]
        playlist = playlist_create(owner=owner, title="Plain")
        for pk in made:
            playlist_add(playlist=playlist, composition=pk)
        known = list(made)
        for which, to in moves:
            if which >= len(made):
                known.reverse()
                playlist.refresh_from_db()
                playlist_order(playlist=playlist, songs=known, version=playlist.version)
            else:
                known.remove(made[which])
                playlist_remove(playlist=playlist, composition=made[which])
                playlist.refresh_from_db()
                playlist_order(playlist=playlist, songs=known, version=playlist.version)
                known.insert(min(to, len(known)), made[which])
                playlist_add(playlist=playlist, composition=made[which], before=to)
            assert keys(playlist) == known
        transaction.set_rollback(True)


def test_it_works_on_songs_that_were_never_shown(
    api: Any, bob: Any, song_of: Any, client_of: Any
) -> None:
    playlist = playlist_create(owner=bob, title="Drafts")
    for title in "AB":
        song = song_of(bob, title, visibility="private")
        playlist = playlist_add(playlist=playlist, composition=song.pk)
    one = f"/api/v1/playlists/{playlist.pk}/"
    order = [str(key) for key in reversed(keys(playlist))]
    wish = {"songs": order, "version": playlist.version}
    told = api(bob).put(f"{one}order/", wish).json()["songs"]
    assert [line["song"]["title"] for line in told] == ["B", "A"]
    song = api(bob).get(one).json()["songs"][0]["song"]
    assert (song["techniques"], song["hearts"], song["listed_at"]) == ([], 0, None)
    assert "None" not in client_of(bob).get(playlist.get_absolute_url()).content.decode()
