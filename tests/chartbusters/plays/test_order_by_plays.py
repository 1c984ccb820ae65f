"""Songs by how often they were heard, on the page and in the API; the number on cards and pages."""

from typing import Any

import pytest
from django.test import Client

from chartbusters.challenges.services import entry_create
from chartbusters.compositions.models import Composition
from chartbusters.discovery.models import Heart
from chartbusters.plays.models import PlayDay, Source
from tests.chartbusters.discovery.conftest import both_ways, titles
from tests.contests import to_phase

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
__all__ = ["both_ways"]


def heard(song: Composition, plays: int) -> Composition:
    PlayDay.objects.create(listing=song.listing, day="2026-11-01", source=Source.PAGE, plays=plays)
    return song


@pytest.fixture
def songs(alice: Any, song_of: Any) -> list[Composition]:
    return [heard(song_of(alice, f"Waltz {plays}"), plays) for plays in (3, 9, 1, 9, 5)]


@pytest.mark.usefixtures("both_ways", "songs")
def test_it_works() -> None:
    ordered = ["Waltz 9", "Waltz 9", "Waltz 5", "Waltz 3", "Waltz 1"]
    assert titles(sort="heard") == ordered == titles(sort="heard", q="waltz")


@pytest.mark.usefixtures("both_ways", "songs")
@pytest.mark.parametrize("query", ["", "&q=waltz"])
def test_pages_go_on(query: str, api: Any) -> None:
    address, found = f"/api/v1/songs/?sort=heard&page_size=2{query}", []
    while address:
        page = api().get(address).json()
        found += [(song["id"], song["plays"]) for song in page["results"]]
        address = page["next"]
    assert [plays for _, plays in found] == [9, 9, 5, 3, 1] and len({*found}) == 5


def test_it_is_another_order_than_of_hearts(songs: list[Composition], bob: Any) -> None:
    Heart.objects.create(listing=songs[2].listing, person=bob)
    assert titles(sort="loved")[0] == "Waltz 1" and titles(sort="heard")[-1] == "Waltz 1"


@pytest.fixture
def entered(alice: Any, bob: Any, charlie: Any, song_of: Any, challenge_in: Any) -> Any:
    """A challenge with a song of each, beside one that is not in it."""
    challenge = challenge_in("open")
    for maker, plays in ((alice, 3), (bob, 9), (charlie, 5)):
        song = heard(song_of(maker, f"Waltz {plays}"), plays)
        entry_create(challenge=challenge, composition=song, maker=maker)
    return challenge


def test_in_a_challenge_that_is_told(entered: Any, staff: Any, song_of: Any) -> None:
    heard(song_of(staff, "Beside"), 7)
    to_phase(entered, "closed")
    assert titles(sort="heard", challenge=entered.slug) == ["Waltz 9", "Waltz 5", "Waltz 3"]
    assert titles(sort="heard") == ["Waltz 9", "Beside", "Waltz 5", "Waltz 3"]


def test_a_silent_song_is_in_no_order(entered: Any, staff: Any, song_of: Any) -> None:
    heard(song_of(staff, "Beside"), 7)
    to_phase(entered, "voting")
    assert titles(sort="heard") == ["Beside"]


def test_the_number_shows(alice: Any, song_of: Any, client_of: Any, bob: Any) -> None:
    song = song_of(alice, "Waltz")
    addresses = ["/songs/", "/songs/?sort=heard", "/@alice/waltz/", "/@alice/"]
    for client in (Client(), client_of(bob), client_of(alice)):
        assert not any(">1 play<" in page_of(client, address) for address in addresses)
    heard(song, 1)
    for client in (Client(), client_of(bob), client_of(alice)):
        for address in addresses:
            assert "1 play<" in page_of(client, address), address


def test_players_know_where_plays_begin(waltz: Composition, client_of: Any) -> None:
    begins = f"/api/v1/plays/{waltz.pk}/"
    for address in ("/", "/songs/", "/@alice/", "/@alice/waltz/"):
        assert f'plays="{begins}"' in page_of(Client(), address), address
    assert f'plays="{begins}?from=embed"' in page_of(Client(), f"/embed/{waltz.pk}/")


def test_a_secret_link_counts_nothing(waltz: Composition, api: Any) -> None:
    link = api(waltz.owner).post(f"/api/v1/compositions/{waltz.pk}/secret-link/").json()["url"]
    for address in (link, f"{link}embed/"):
        page = page_of(Client(), address)
        assert "<share-player" in page and "plays=" not in page


def page_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()
