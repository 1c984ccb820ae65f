"""Whatever SoundCloud does wrong with a playlist: there is one at most, and the organiser reads a
sentence."""

from typing import Any

import pytest
from django.db.models import F

from chartbusters.soundcloud import services
from chartbusters.soundcloud.models import ChallengePlaylist, Connection
from tests.chartbusters.soundcloud.conftest import play
from tests.chartbusters.soundcloud.fake import SoundCloud

pytestmark = pytest.mark.django_db
NO_ANSWER = ["403-html", "502-html", "503-html", "slow", "slow-body", "cut", "flood", "junk"]


@pytest.fixture
def asked(told_contest: Any, alice: Any) -> ChallengePlaylist:
    return services.playlist_ask(challenge=told_contest[0], by=alice)


def _now(row: ChallengePlaylist) -> ChallengePlaylist:
    row.refresh_from_db()
    return row


def _again(row: ChallengePlaylist) -> None:
    """Pressed once more, as if a while had passed."""
    ChallengePlaylist.objects.filter(live_at__isnull=False).update(live_at=F("created_at"))
    ChallengePlaylist.objects.filter(state="live").update(tracks=[])
    assert row.challenge is not None
    services.playlist_ask(challenge=row.challenge, by=row.owner)
    play()


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("fault", NO_ANSWER)
def test_one_playlist_when_making_it_is_not_answered(
    soundcloud: SoundCloud, asked: ChallengePlaylist, fault: str, after: bool
) -> None:
    """Whether or not it had arrived: it is looked for before it is made again."""
    soundcloud.fail("POST /playlists", fault, after=after)
    play()
    assert len(soundcloud.playlists) == 1 and _now(asked).state == "live"
    assert len(soundcloud.asked("POST", "/playlists")) == (1 if after else 2)


@pytest.mark.parametrize("fault", [*NO_ANSWER, "429-plays", "401"])
def test_one_playlist_when_a_change_is_not_answered(
    soundcloud: SoundCloud, asked: ChallengePlaylist, fault: str
) -> None:
    play()
    soundcloud.fail("PUT /playlists/", fault)
    _again(asked)
    assert len(soundcloud.playlists) == 1 and _now(asked).state == "live"


@pytest.mark.parametrize("fault", ["503-html", "slow", "429-plays", "401"])
@pytest.mark.parametrize("request_", ["GET /me/playlists", "POST /oauth/token"])
def test_one_playlist_when_other_answers_fail(
    soundcloud: SoundCloud, asked: ChallengePlaylist, fault: str, request_: str
) -> None:
    soundcloud.fail("POST /playlists", "cut", after=True)
    soundcloud.fail(request_, fault)
    Connection.objects.update(expires_at=F("connected_at"))  # a refresh is due
    play()
    assert len(soundcloud.playlists) == 1 and _now(asked).state == "live"
    assert soundcloud.reused == 0


@pytest.mark.parametrize(
    ("fault", "times", "words"),
    [
        ("401-newline", 1, "its mail address is not confirmed"),
        ("422", 1, "says: “permalink is <taken>”"),
        ("429-action", 7, "too much at once"),
        ("503-html", 7, "Nothing of the challenge is lost"),
    ],
)
def test_a_no_is_told(
    soundcloud: SoundCloud, asked: ChallengePlaylist, fault: str, times: int, words: str
) -> None:
    soundcloud.fail("POST /playlists", fault, times=times)
    assert play() == times
    assert _now(asked).state == "failed" and words in asked.problem
    assert "song" not in asked.problem and not soundcloud.playlists
    _again(asked)
    assert _now(asked).state == "live" and len(soundcloud.playlists) == 1


def test_what_they_list_in_pages_is_found(
    soundcloud: SoundCloud, asked: ChallengePlaylist, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chartbusters.soundcloud.client_playlists.PAGE", 1)
    soundcloud.fail("POST /playlists", "cut", after=True)
    services.playlist_next()
    for title in ("Newer", "Newest"):
        soundcloud.playlist_make(soundcloud.user, {"title": title})
    play()
    assert len(soundcloud.playlists) == 3 and _now(asked).state == "live"
    assert len(soundcloud.asked("GET", "/me/playlists")) == 3


def test_it_is_known_again_by_its_description_alone(
    soundcloud: SoundCloud, asked: ChallengePlaylist
) -> None:
    """Not every description of their API has tags of playlists."""
    soundcloud.fail("POST /playlists", "cut", after=True)
    services.playlist_next()
    (playlist,) = soundcloud.playlists.values()
    del playlist.fields["tag_list"]
    play()
    assert len(soundcloud.playlists) == 1 and _now(asked).state == "live"


def test_one_that_was_removed_there_is_told_and_made_anew(
    soundcloud: SoundCloud, asked: ChallengePlaylist
) -> None:
    play()
    soundcloud.playlists.clear()
    _again(asked)
    assert _now(asked).state == "failed" and "removed it there" in asked.problem
    assert (asked.playlist, asked.link) == ("", "")
    _again(asked)
    assert _now(asked).state == "live" and len(soundcloud.playlists) == 1


def test_who_disconnects_keeps_it_there_and_here(
    soundcloud: SoundCloud, asked: ChallengePlaylist, alice: Any, visitor: Any
) -> None:
    play()
    services.connection_end(person=alice)
    assert _now(asked).state == "live" and len(soundcloud.playlists) == 1
    assert asked.link in visitor.get("/challenges/tunes/playlist/").content.decode()


def test_who_disconnects_stops_what_waits(
    soundcloud: SoundCloud, asked: ChallengePlaylist, alice: Any
) -> None:
    services.connection_end(person=alice)
    assert play() == 0 and not soundcloud.playlists
    assert _now(asked).state == "failed" and "You disconnected" in asked.problem


def test_an_account_that_let_us_go_must_be_connected_again(
    soundcloud: SoundCloud, asked: ChallengePlaylist, alice: Any, connected: Any
) -> None:
    soundcloud.access.clear()
    soundcloud.refresh.clear()
    play()
    assert _now(asked).state == "failed" and "is not connected" in asked.problem
    connected(alice)
    _again(asked)
    assert _now(asked).state == "live" and len(soundcloud.playlists) == 1


def test_a_link_to_another_site_is_not_shown(
    soundcloud: SoundCloud,
    asked: ChallengePlaylist,
    monkeypatch: pytest.MonkeyPatch,
    visitor: Any,
) -> None:
    monkeypatch.setattr(type(soundcloud), "url", property(lambda _: "http://evil.example"))
    play()
    assert (_now(asked).state, asked.link) == ("live", "")
    assert "Hear it on" not in visitor.get("/challenges/tunes/playlist/").content.decode()


def test_a_bug_of_ours_is_no_end(
    soundcloud: SoundCloud, asked: ChallengePlaylist, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "chartbusters.soundcloud.services.playlist_working.playlist_fields", lambda *_: 1 / 0
    )
    services.playlist_next()
    monkeypatch.undo()
    assert (_now(asked).state, asked.tries) == ("uploading", 1)
