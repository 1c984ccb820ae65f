"""Hearts: one of a person for a song, counted by the database, taken back, gone with who leaves."""

from typing import Any
from zipfile import ZipFile

import pytest
from django.db import IntegrityError, transaction

from chartbusters.accounts.models import User
from chartbusters.compositions.models import Composition
from chartbusters.compositions.services import composition_update
from chartbusters.discovery.models import Heart, Listing
from chartbusters.discovery.services import hearts_recount
from chartbusters.leaving.archive import archive_write
from chartbusters.leaving.services import person_erase
from tests.chartbusters.discovery.conftest import titles

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def waltz(alice: Any, song_of: Any) -> Composition:
    song: Composition = song_of(alice, "Waltz")
    return song


def address(song: Composition) -> str:
    return f"/api/v1/songs/{song.pk}/heart/"


def counted(song: Composition) -> int:
    return Listing.objects.get(composition=song).hearts


def test_it_works(api: Any, waltz: Composition, bob: Any, charlie: Any, song_of: Any) -> None:
    song_of(charlie, "Later")
    for _ in range(2):
        assert api(bob).put(address(waltz)).json() == {"hearts": 1, "mine": True}
    assert api(charlie).put(address(waltz)).json() == {"hearts": 2, "mine": True}
    assert titles(sort="loved") == ["Waltz", "Later"]
    for _ in range(2):
        assert api(bob).delete(address(waltz)).json() == {"hearts": 1, "mine": False}
    assert Heart.objects.get().person == charlie


def test_a_second_one_is_refused_by_the_database(waltz: Composition, bob: Any) -> None:
    Heart.objects.create(listing=waltz.listing, person=bob)
    with pytest.raises(IntegrityError), transaction.atomic():
        Heart.objects.create(listing=waltz.listing, person=bob)
    assert counted(waltz) == 1


def test_it_requires_somebody_else(api: Any, waltz: Composition, visitor: Any) -> None:
    assert api().put(address(waltz)).status_code in (401, 403)
    assert "/login/" in visitor.post(f"/songs/{waltz.pk}/heart/")["Location"]
    assert api(waltz.owner).put(address(waltz)).json()["code"] == "own_song"
    assert counted(waltz) == 0


@pytest.mark.parametrize("visibility", ["private", "secret"])
def test_it_requires_a_song_that_everybody_may_hear(
    visibility: str, api: Any, waltz: Composition, bob: Any
) -> None:
    composition_update(composition=waltz, visibility=visibility)
    assert api(bob).put(address(waltz)).status_code == 404
    assert counted(waltz) == 0


def test_it_shows_on_pages(waltz: Composition, bob: Any, client_of: Any, visitor: Any) -> None:
    page, client = "/@alice/waltz/", client_of(bob)
    assert "sign in</a> to be the first" in visitor.get(page).content.decode()
    assert client.post(f"/songs/{waltz.pk}/heart/")["Location"] == page
    assert 'aria-pressed="true"' in client.get(page).content.decode()
    for one in (client, visitor, client_of(waltz.owner)):
        assert "1 person loves this" in one.get(page).content.decode()
        assert "1 heart<" in one.get("/songs/").content.decode()
        assert "1 heart<" in one.get("/@alice/").content.decode()
    assert ">Waltz<" in client.get("/songs/loved/").content.decode()
    assert ">Waltz<" not in client_of(waltz.owner).get("/songs/loved/").content.decode()
    client.post(f"/songs/{waltz.pk}/heart/", {"take": "1"})
    assert "Nobody has given this a heart yet" in visitor.get(page).content.decode()


def test_it_goes_with_who_leaves(waltz: Composition, bob: Any, charlie: Any) -> None:
    for person in (bob, charlie):
        Heart.objects.create(listing=waltz.listing, person=person)
    person_erase(person=bob, by=bob)
    assert counted(waltz) == 1 == Heart.objects.count()
    User.objects.filter(pk=charlie.pk).delete()  # by a door that no service knows
    assert counted(waltz) == 0 == Heart.objects.count()


def test_it_is_taken_home(waltz: Composition, bob: Any, tmp_path: Any) -> None:
    Heart.objects.create(listing=waltz.listing, person=bob)

    def taken() -> str:
        with (tmp_path / "home.zip").open("w+b") as file:
            archive_write(file, person=bob)
        return ZipFile(tmp_path / "home.zip").read("hearts.json").decode()

    assert '"song": "Waltz", "maker": "alice"' in taken()
    composition_update(composition=waltz, visibility="private")
    assert '"song": null, "maker": null' in taken()


def test_it_is_counted_again(waltz: Composition, bob: Any) -> None:
    Heart.objects.create(listing=waltz.listing, person=bob)
    assert hearts_recount() == 0
    Listing.objects.update(hearts=7)
    assert hearts_recount() == 1 and counted(waltz) == 1
