"""The pages of playlists: a song is added from its page, moved, taken out and put back, without
scripts."""

from typing import Any

import pytest

from chartbusters.playlists.models import Playlist
from tests.chartbusters.playlists.conftest import keys, titles

pytestmark = pytest.mark.django_db


def test_a_song_is_added_from_its_page(
    alice: Any, bob: Any, song_of: Any, client_of: Any, visitor: Any
) -> None:
    song, client = song_of(alice, "A"), client_of(bob)
    add = f"/playlists/add/{song.pk}/"
    assert "/login/" in visitor.get(add)["Location"]
    for page in (song.get_absolute_url(), "/songs/"):
        assert add in client.get(page).content.decode()
        assert add not in visitor.get(page).content.decode()
    page = client.post(add, {"title": "Mine"})["Location"]
    playlist = Playlist.objects.get()
    assert page == playlist.get_absolute_url() and titles(playlist, bob) == "A"
    assert "It is in there" in client.get(add).content.decode()
    other = song_of(alice, "B")
    client.post(f"/playlists/add/{other.pk}/", {"playlist": playlist.pk})
    assert titles(playlist, bob) == "AB"


def test_only_into_ones_own(five: Playlist, alice: Any, song_of: Any, client_of: Any) -> None:
    song = song_of(alice, "F")
    for into in (five.pk, "none"):
        answer = client_of(alice).post(f"/playlists/add/{song.pk}/", {"playlist": into})
        assert answer.status_code in (400, 404)
    hidden = song_of(alice, "G", visibility="private")
    assert client_of(five.owner).get(f"/playlists/add/{hidden.pk}/").status_code == 404


def test_songs_move_a_step_at_a_time(five: Playlist, bob: Any, client_of: Any) -> None:
    client, address = client_of(bob), f"/playlists/{five.pk}/songs/"

    def move(at: int, way: str, version: int | None = None) -> Any:
        five.refresh_from_db()
        told = {"song": keys(five)[at], "move": way, "version": version or five.version}
        return client.post(address, told)

    move(0, "down")
    assert titles(five, bob) == "BACDE"
    move(4, "up")
    assert titles(five, bob) == "BACED"
    for at, way in ((0, "up"), (4, "down")):
        assert move(at, way).status_code == 302
    assert titles(five, bob) == "BACED"
    stale = move(0, "down", version=1)
    assert stale.status_code == 409 and "That change is safe" in stale.content.decode()


def test_what_is_taken_out_can_be_put_back(five: Playlist, bob: Any, client_of: Any) -> None:
    client, address = client_of(bob), f"/playlists/{five.pk}/songs/"
    song = keys(five)[1]
    page = client.post(address, {"song": song, "remove": "1"})["Location"]
    assert titles(five, bob) == "ACDE"
    assert "Put it back" in client.get(page).content.decode()
    client.post(address, {"song": song, "put_back": "1"})
    assert titles(five, bob) == "ABCDE"
    for odd in ("?removed=x", f"?removed={song}.-1", "?removed=.9"):
        assert client.get(f"{five.get_absolute_url()}{odd}").status_code == 200


def test_others_see_no_buttons(five: Playlist, charlie: Any, client_of: Any, visitor: Any) -> None:
    for one in (client_of(charlie), visitor):
        page = one.get(five.get_absolute_url()).content.decode()
        assert "Play all" in page and "Remove" not in page and "Save" not in page
        assert 'property="og:title" content="Five"' in page


def test_strangers_change_nothing(five: Playlist, bob: Any, charlie: Any, client_of: Any) -> None:
    client, song = client_of(charlie), keys(five)[0]
    for address in ("songs", "settings", "delete"):
        told = {"song": song, "remove": "1", "title": "Mine"}
        assert client.post(f"/playlists/{five.pk}/{address}/", told).status_code == 404
    assert titles(five, bob) == "ABCDE"
