"""What pages say of SoundCloud: to the maker, to everybody, and nothing where the site has no
application there."""

from collections.abc import Callable
from typing import Any

import pytest

from chartbusters.challenges.services import entry_create
from chartbusters.compositions.models import Visibility
from chartbusters.compositions.services import composition_update
from chartbusters.soundcloud import services
from chartbusters.soundcloud.models import Connection, Publication
from tests.chartbusters.soundcloud.conftest import work
from tests.chartbusters.soundcloud.fake import SoundCloud
from tests.contests import to_phase

pytestmark = pytest.mark.django_db


@pytest.fixture
def song(composition_of: Any, alice: Any) -> Any:
    made = composition_of(alice, title="Two Birds")
    return composition_update(composition=made, visibility=Visibility.PUBLIC)


@pytest.fixture
def page(song: Any) -> Callable[[Any], str]:
    """`page(browser)`: the song's, as this browser gets it."""
    return lambda browser: browser.get(song.get_absolute_url()).content.decode()


def _press(browser: Any, song: Any, **words: str) -> str:
    answer = browser.post(f"/soundcloud/songs/{song.pk}/", words, follow=True)
    assert answer.status_code == 200
    assert answer.redirect_chain == [(f"{song.get_absolute_url()}#soundcloud", 302)]
    return str(answer.content.decode())


def test_it_works(
    soundcloud: SoundCloud,
    song: Any,
    page: Any,
    client_of: Any,
    alice: Any,
    visitor: Any,
    connected: Any,
    recorded: list[bytes],
) -> None:
    browser = client_of(alice)
    assert f"/soundcloud/connect/?song={song.pk}" in page(browser)
    assert "SoundCloud" not in page(visitor)
    connected(alice)
    assert "Publish on SoundCloud" in page(browser)
    assert "It is being recorded without loss" in _press(browser, song, sharing="public")
    services.publication_next()
    assert "SoundCloud has it, and prepares it" in page(browser)
    assert "data-comes" in page(browser) and "SoundCloud" not in page(visitor)
    work()
    link = Publication.objects.get().link
    assert f'<a href="{link}" rel="noopener">Two Birds on SoundCloud</a>' in page(browser)
    assert f'href="{link}" rel="noopener">Hear it on SoundCloud' in page(visitor)
    assert link in browser.get("/accounts/soundcloud/").content.decode()
    assert "It is being taken down" in _press(browser, song, withdraw="1")
    work()
    assert "Publish on SoundCloud" in page(browser) and link not in page(visitor)


def test_a_private_track_is_not_told_to_others(
    soundcloud: SoundCloud,
    song: Any,
    page: Any,
    client_of: Any,
    alice: Any,
    visitor: Any,
    connected: Any,
    recorded: list[bytes],
) -> None:
    connected(alice)
    _press(client_of(alice), song, sharing="private")
    work()
    assert "/s-" in page(client_of(alice)) and "SoundCloud" not in page(visitor)


def test_without_a_client_id_no_page_speaks_of_it(
    song: Any, page: Any, client_of: Any, alice: Any, challenge_in: Any
) -> None:
    browser = client_of(alice)
    entry = entry_create(challenge=challenge_in("open"), composition=song, maker=alice)
    address = f"/challenges/tunes/entries/{entry.pk}/"
    pages = [page(browser)]
    for other in (address, "/studio/", "/accounts/profile/", "/accounts/data/"):
        pages.append(browser.get(other, follow=True).content.decode())
    assert not [text for text in pages if "soundcloud" in text.lower()]


def test_it_tells_what_went_wrong(
    soundcloud: SoundCloud,
    song: Any,
    page: Any,
    client_of: Any,
    alice: Any,
    connected: Any,
    recorded: list[bytes],
) -> None:
    connected(alice)
    browser = client_of(alice)
    _press(browser, song)
    soundcloud.fail("POST /tracks", "422")
    work()
    text = page(browser)
    assert "permalink is &lt;taken&gt;" in text and "Try again" in text
    _press(browser, song)
    work()
    assert "Two Birds on SoundCloud" in page(browser)


def test_it_asks_to_connect_again(
    soundcloud: SoundCloud, song: Any, page: Any, client_of: Any, alice: Any, connected: Any
) -> None:
    connected(alice)
    Connection.objects.update(ended_because="SoundCloud does not know us as yours any more.")
    assert "Connect SoundCloud" in page(client_of(alice))
    overview = client_of(alice).get("/accounts/soundcloud/").content.decode()
    assert "does not know us as yours any more" in overview


def test_it_rejects_what_is_not_theirs(
    soundcloud: SoundCloud, song: Any, client_of: Any, bob: Any, visitor: Any, connected: Any
) -> None:
    connected(bob)
    address = f"/soundcloud/songs/{song.pk}/"
    assert client_of(bob).post(address).status_code == 404
    assert client_of(bob).get(f"/soundcloud/connect/?song={song.pk}").status_code == 404
    assert client_of(bob).get("/soundcloud/connect/?song=nonsense").status_code == 404
    assert visitor.post(address)["Location"].startswith("/accounts/login/")
    assert not Publication.objects.exists()


def test_an_entry_waits_until_the_result_is_told(
    soundcloud: SoundCloud,
    song: Any,
    page: Any,
    client_of: Any,
    alice: Any,
    connected: Any,
    challenge_in: Any,
    recorded: list[bytes],
) -> None:
    connected(alice)
    browser, challenge = client_of(alice), challenge_in("open")
    entry = entry_create(challenge=challenge, composition=song, maker=alice)
    receipt = f"/challenges/tunes/entries/{entry.pk}/"
    for phase in ("open", "voting", "held"):
        to_phase(challenge, phase)
        assert "This tune is in a contest" in _press(browser, song)
        assert "once the result is told" in browser.get(receipt).content.decode()
    assert not Publication.objects.exists() and work() == 0
    to_phase(challenge, "closed")
    assert "Publish its song on SoundCloud" in browser.get(receipt).content.decode()
    assert "It is being recorded" in _press(browser, song)


def test_the_same_tune_under_another_title_waits_too(
    soundcloud: SoundCloud,
    song: Any,
    client_of: Any,
    alice: Any,
    connected: Any,
    challenge_in: Any,
    composition_of: Any,
) -> None:
    connected(alice)
    entry_create(challenge=challenge_in("open"), composition=song, maker=alice)
    other = composition_of(alice, title="In other clothes")
    assert "This tune is in a contest" in _press(client_of(alice), other)


def test_who_agreed_to_be_known_need_not_wait(
    soundcloud: SoundCloud,
    song: Any,
    client_of: Any,
    alice: Any,
    connected: Any,
    challenge_in: Any,
) -> None:
    """It was public before, and stays so."""
    connected(alice)
    entry_create(challenge=challenge_in("open"), composition=song, maker=alice, heard_by_all=True)
    assert "It is being recorded" in _press(client_of(alice), song)


def test_a_song_that_is_entered_on_its_way_is_not_sent(
    soundcloud: SoundCloud,
    song: Any,
    client_of: Any,
    alice: Any,
    connected: Any,
    challenge_in: Any,
    recorded: list[bytes],
) -> None:
    connected(alice)
    _press(client_of(alice), song)
    entry_create(challenge=challenge_in("open"), composition=song, maker=alice)
    work()
    made = Publication.objects.get()
    assert made.state == "failed" and "This tune is in a contest" in made.problem
    assert not soundcloud.tracks


def test_the_studio_leads_there(soundcloud: SoundCloud, client_of: Any, alice: Any) -> None:
    assert "data-of-song" in client_of(alice).get("/studio/").content.decode()


def test_what_was_deleted_here_is_taken_down_from_the_list(
    soundcloud: SoundCloud,
    song: Any,
    client_of: Any,
    alice: Any,
    bob: Any,
    connected: Any,
    recorded: list[bytes],
) -> None:
    connected(alice)
    _press(client_of(alice), song)
    work()
    song.refresh_from_db()
    client_of(alice).delete(f"/api/v1/compositions/{song.pk}/")
    made = Publication.objects.get()
    assert made.composition is None
    address = f"/soundcloud/tracks/{made.pk}/withdraw/"
    assert client_of(bob).post(address).status_code == 404
    client_of(alice).post(address)
    work()
    assert not soundcloud.tracks
