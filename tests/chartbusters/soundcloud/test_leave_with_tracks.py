"""Who takes their data home finds what they published; of who leaves nothing of it is left."""

import io
import json
import zipfile
from typing import Any

import pytest

from chartbusters.leaving.archive import archive_write
from chartbusters.soundcloud import services
from chartbusters.soundcloud.models import (
    Authorisation,
    ChallengePlaylist,
    Connection,
    Publication,
)
from chartbusters.soundcloud.tokens import tokens_open
from tests.chartbusters.leaving.erasing import erase
from tests.chartbusters.soundcloud.conftest import play, work
from tests.chartbusters.soundcloud.fake import SoundCloud

pytestmark = pytest.mark.django_db
LEAVE = "/accounts/leave/"


@pytest.fixture
def published(composition_of: Any, alice: Any, connected: Any, recorded: Any) -> Publication:
    connected(alice)
    made = services.publication_ask(composition=composition_of(alice), by=alice)
    work()
    made.refresh_from_db()
    return made


def test_an_archive_tells_of_it(published: Publication, alice: Any) -> None:
    tokens = tokens_open(Connection.objects.get().tokens)
    file = io.BytesIO()
    archive_write(file, person=alice)
    home = zipfile.ZipFile(file)
    (row,) = json.loads(home.read("soundcloud.json"))
    assert (row["link"], row["state"]) == (published.link, "live")
    (account,) = json.loads(home.read("account.json"))["soundcloud"]
    assert account["name"] == "alice-plays" and set(account) & {"tokens"} == set()
    text = b"".join(home.read(name) for name in home.namelist()).decode("latin-1")
    assert not [token for token in tokens if token in text]


def test_nothing_is_left_of_who_leaves(
    published: Publication, soundcloud: SoundCloud, alice: Any, client_of: Any
) -> None:
    services.connection_begin(person=alice, session="here", back=soundcloud.back)
    browser = client_of(alice)
    browser.post(browser.get(LEAVE)["Location"], {"password": "alice-pass-1"})
    leave = browser.get(LEAVE).content.decode()
    assert "At SoundCloud 1 track of yours stays" in leave
    erase(alice)
    left = [model.objects.count() for model in (Authorisation, Connection, Publication)]
    assert left == [0, 0, 0] and len(soundcloud.tracks) == 1


def test_who_leaves_while_it_is_sent_leaves_nothing(
    soundcloud: SoundCloud, composition_of: Any, alice: Any, connected: Any, monkeypatch: Any
) -> None:
    connected(alice)
    services.publication_ask(composition=composition_of(alice), by=alice)

    def sing(document: bytes, file: Any, alive: Any) -> None:
        erase(alice)
        file.write_bytes(b"fLaC")

    monkeypatch.setattr("chartbusters.soundcloud.services.working.synthesise", sing)
    assert work() == 1 and not Publication.objects.exists() and not soundcloud.tracks


def test_a_playlist_is_taken_home_and_forgotten_here(
    soundcloud: SoundCloud, told_contest: Any, alice: Any, client_of: Any
) -> None:
    services.playlist_ask(challenge=told_contest[0], by=alice)
    play()
    file = io.BytesIO()
    archive_write(file, person=alice)
    (row,) = json.loads(zipfile.ZipFile(file).read("soundcloud_playlists.json"))
    assert (row["challenge__slug"], row["state"], len(row["tracks"])) == ("tunes", "live", 2)
    browser = client_of(alice)
    browser.post(browser.get(LEAVE)["Location"], {"password": "alice-pass-1"})
    assert "At SoundCloud 1 playlist of" in browser.get(LEAVE).content.decode()
    erase(alice)
    assert not ChallengePlaylist.objects.exists() and len(soundcloud.playlists) == 1


def test_the_tracks_of_who_leaves_go_from_it(
    soundcloud: SoundCloud, told_contest: Any, alice: Any
) -> None:
    challenge, entries = told_contest
    erase(entries[0].maker)
    services.playlist_ask(challenge=challenge, by=alice)
    play()
    (playlist,) = soundcloud.playlists.values()
    assert len(playlist.fields["tracks"]) == 1
