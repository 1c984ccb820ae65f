"""A song of one's own is sent without loss, once, and is polled until it plays."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import IntegrityError, transaction

from chartbusters.compositions.models import Licence, Visibility
from chartbusters.compositions.services import composition_delete, composition_update
from chartbusters.soundcloud import client, services
from chartbusters.soundcloud.models import Publication
from chartbusters.web.errors import Refusal
from tests.chartbusters.soundcloud.conftest import work
from tests.chartbusters.soundcloud.fake import SoundCloud

pytestmark = pytest.mark.django_db
Songs = Callable[..., Any]


@pytest.fixture
def song(composition_of: Songs, alice: Any, connected: Any) -> Any:
    """Alice's, who is connected."""
    connected(alice)
    return composition_of(alice, title="Two Birds")


@pytest.mark.postgres
def test_it_works(
    soundcloud: SoundCloud, song: Any, alice: Any, recorded: list[bytes], called: list[str]
) -> None:
    asked = services.publication_ask(composition=song, by=alice)
    assert (asked.state, asked.sharing) == ("queued", "private")
    assert work() == 3  # sent, and asked for twice
    (track,) = soundcloud.tracks.values()
    made = Publication.objects.get()
    assert (made.state, made.track, made.digest) == ("live", track.urn, song.head.song_id)
    assert made.link == f"{soundcloud.url}/alice-plays/song-1000/{track.secret}"
    assert track.sound.startswith(b"fLaC") and len(track.sound) == 200_004
    assert recorded == [song.head.song.document_json]


def test_the_track_tells_how_the_song_was_made(
    soundcloud: SoundCloud, song: Any, alice: Any, recorded: list[bytes], settings: LazySettings
) -> None:
    settings.SITE_ADDRESS = "https://music.example"
    changes = {"visibility": Visibility.PUBLIC, "licence": Licence.CC0}
    song = composition_update(composition=song, process_note="With care.", **changes)
    services.publication_ask(composition=song, by=alice)
    work()
    fields = next(iter(soundcloud.tracks.values())).fields
    assert fields.pop("track[description]").splitlines() == [
        "By alice, made on Chartbusters.",
        "https://music.example/@alice/two-birds/",
        "",
        "How it was made:",
        "- Written in the studio",
        "",
        "With care.",
        "",
        "Licence: CC0 1.0",
    ]
    assert fields == {
        "track[title]": "Two Birds",
        "track[sharing]": "public",
        "track[license]": "no-rights-reserved",
        "track[downloadable]": "true",
        "track[tag_list]": f'"Chartbusters" {Publication.objects.get().tag}',
    }


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("all-rights-reserved", "all-rights-reserved"),
        ("cc-by", "cc-by"),
        ("cc-by-sa", "cc-by-sa"),
        ("cc0", "no-rights-reserved"),
    ],
)
def test_licences_mean_the_same(
    soundcloud: SoundCloud, song: Any, alice: Any, recorded: list[bytes], ours: str, theirs: str
) -> None:
    composition_update(composition=song, licence=ours)
    services.publication_ask(composition=song, by=alice)
    services.publication_next()
    (track,) = soundcloud.tracks.values()
    assert track.fields["track[license]"] == theirs


@pytest.mark.parametrize("pro", [True, False])
def test_a_picture_goes_along_where_it_may(
    soundcloud: SoundCloud, song: Any, alice: Any, recorded: list[bytes], pro: bool
) -> None:
    """Of an account without the right to one nothing is lost but the picture."""
    soundcloud.user.pro = pro
    services.publication_ask(composition=song, by=alice)
    work()
    (track,) = soundcloud.tracks.values()
    assert track.picture[:4] == (b"\x89PNG" if pro else b"")
    assert Publication.objects.get().state == "live"


def test_asking_again_is_the_same(
    soundcloud: SoundCloud, song: Any, alice: Any, recorded: list[bytes]
) -> None:
    first = services.publication_ask(composition=song, by=alice)
    assert services.publication_ask(composition=song, by=alice).pk == first.pk
    work()
    assert services.publication_ask(composition=song, by=alice).state == "live"
    assert work() == 0 and len(soundcloud.tracks) == 1


def test_the_database_knows_one_of_a_song_and_account(song: Any, alice: Any) -> None:
    made = services.publication_ask(composition=song, by=alice)
    same = {"owner": alice, "composition": song, "account": made.account, "title": "Again"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Publication.objects.create(**same, digest="", sharing="public")


def test_it_requires_an_account(soundcloud: SoundCloud, composition_of: Songs, bob: Any) -> None:
    with pytest.raises(Refusal, match="Connect your account"):
        services.publication_ask(composition=composition_of(bob), by=bob)


def test_it_requires_its_maker(song: Any, bob: Any, connected: Any) -> None:
    connected(bob)
    with pytest.raises(Refusal, match="Only its maker"):
        services.publication_ask(composition=song, by=bob)


def test_it_rejects_what_is_too_much(song: Any, alice: Any, settings: LazySettings) -> None:
    settings.RENDERING_SECONDS_EACH = 1
    with pytest.raises(Refusal, match="too long"):
        services.publication_ask(composition=song, by=alice)


def test_so_many_a_day(
    song: Any, alice: Any, composition_of: Songs, settings: LazySettings
) -> None:
    settings.SOUNDCLOUD_A_DAY = 1
    services.publication_ask(composition=song, by=alice)
    with pytest.raises(Refusal, match="Come back tomorrow"):
        services.publication_ask(composition=composition_of(alice, title="More"), by=alice)


def test_a_song_that_was_deleted_is_not_sent(
    soundcloud: SoundCloud, song: Any, alice: Any, recorded: list[bytes]
) -> None:
    services.publication_ask(composition=song, by=alice)
    composition_delete(composition=song)
    work()
    made = Publication.objects.get()
    assert (made.state, made.problem) == ("failed", "The song was deleted here before it was sent.")
    assert not soundcloud.tracks and not recorded


def test_it_is_taken_down(
    soundcloud: SoundCloud, song: Any, alice: Any, recorded: list[bytes]
) -> None:
    made = services.publication_ask(composition=song, by=alice)
    work()
    assert services.publication_withdraw(publication=made, by=alice).state == "leaving"
    work()
    made.refresh_from_db()
    assert (made.state, made.link, soundcloud.tracks) == ("withdrawn", "", {})
    again = services.publication_ask(composition=song, by=alice)
    assert again.pk != made.pk and work() and len(soundcloud.tracks) == 1


def test_what_was_not_sent_is_stopped_at_once(
    soundcloud: SoundCloud, song: Any, alice: Any, recorded: list[bytes]
) -> None:
    made = services.publication_ask(composition=song, by=alice)
    assert services.publication_withdraw(publication=made, by=alice).state == "withdrawn"
    assert work() == 0 and not soundcloud.journal[3:]


def test_it_is_stopped_while_it_is_recorded(
    soundcloud: SoundCloud, song: Any, alice: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = services.publication_ask(composition=song, by=alice)

    def sing(document: bytes, file: Any, alive: Callable[[], bool]) -> None:
        services.publication_withdraw(publication=made, by=alice)
        file.write_bytes(b"fLaC")

    monkeypatch.setattr("chartbusters.soundcloud.services.working.synthesise", sing)
    work()
    made.refresh_from_db()
    assert made.state == "withdrawn" and not soundcloud.tracks


def test_it_is_stopped_while_it_is_sent(
    soundcloud: SoundCloud, song: Any, alice: Any, recorded: Any, monkeypatch: Any
) -> None:
    """What has arrived meanwhile is taken down."""
    made = services.publication_ask(composition=song, by=alice)
    upload = client.track_upload

    def stopped(**words: Any) -> Any:
        services.publication_withdraw(publication=made, by=alice)
        return upload(**words)

    monkeypatch.setattr(client, "track_upload", stopped)
    work()
    assert len(soundcloud.asked("POST", "/tracks")) == 1
    made.refresh_from_db()
    assert (made.state, soundcloud.tracks) == ("withdrawn", {})


def test_what_is_gone_there_is_taken_down(
    soundcloud: SoundCloud, song: Any, alice: Any, recorded: list[bytes]
) -> None:
    made = services.publication_ask(composition=song, by=alice)
    work()
    soundcloud.tracks.clear()
    services.publication_withdraw(publication=made, by=alice)
    work()
    made.refresh_from_db()
    assert made.state == "withdrawn"
