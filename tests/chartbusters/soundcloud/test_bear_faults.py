"""Whatever SoundCloud does wrong: there is one track at most, and the person reads a sentence."""

from datetime import timedelta
from typing import Any

import pytest
from django.db.models import F

from chartbusters.soundcloud import services
from chartbusters.soundcloud.models import Connection, Publication
from chartbusters.soundcloud.services.settling import MOST_POLLS
from tests.chartbusters.soundcloud.conftest import work
from tests.chartbusters.soundcloud.fake import SoundCloud

pytestmark = pytest.mark.django_db
NO_ANSWER = ["403-html", "502-html", "503-html", "slow", "slow-body", "cut", "flood", "junk"]


@pytest.fixture
def asked(composition_of: Any, alice: Any, connected: Any, recorded: list[bytes]) -> Publication:
    connected(alice)
    song = composition_of(alice, title="Two Birds")
    return services.publication_ask(composition=song, by=alice)


def _now(row: Publication) -> Publication:
    row.refresh_from_db()
    return row


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("fault", NO_ANSWER)
def test_one_track_when_an_upload_is_not_answered(
    soundcloud: SoundCloud, asked: Publication, fault: str, after: bool
) -> None:
    """Whether or not it had arrived: it is looked for before it is sent again."""
    soundcloud.fail("POST /tracks", fault, after=after)
    work()
    assert len(soundcloud.tracks) == 1 and _now(asked).state == "live"
    assert len(soundcloud.asked("POST", "/tracks")) == (1 if after else 2)


@pytest.mark.parametrize("fault", ["503-html", "slow", "429-plays", "401"])
@pytest.mark.parametrize("request_", ["GET /me/tracks", "GET /tracks/", "POST /oauth/token"])
def test_one_track_when_other_answers_fail(
    soundcloud: SoundCloud, asked: Publication, fault: str, request_: str
) -> None:
    soundcloud.fail("POST /tracks", "cut", after=True)
    soundcloud.fail(request_, fault)
    Connection.objects.update(expires_at=F("connected_at"))  # a refresh is due
    work()
    assert len(soundcloud.tracks) == 1 and _now(asked).state == "live"
    assert soundcloud.reused == 0


def test_it_gives_up_after_six_times_and_says_so(
    soundcloud: SoundCloud, asked: Publication, alice: Any
) -> None:
    soundcloud.fail("POST /tracks", "503-html", times=7)
    assert work() == 7
    assert _now(asked).state == "failed" and asked.problem.startswith("SoundCloud did not answer")
    assert asked.composition is not None
    services.publication_ask(composition=asked.composition, by=alice)  # try again
    work()
    assert _now(asked).state == "live" and len(soundcloud.tracks) == 1


@pytest.mark.parametrize(
    ("fault", "times", "words"),
    [
        ("401-newline", 1, "its mail address is not confirmed"),
        ("422-asset", 2, "could not read the recording"),
        ("422", 1, "says: “permalink is <taken>”"),
        ("429-action", 7, "too much at once"),
    ],
)
def test_a_no_is_told(
    soundcloud: SoundCloud, asked: Publication, fault: str, times: int, words: str
) -> None:
    soundcloud.fail("POST /tracks", fault, times=times)
    assert work() == times
    assert _now(asked).state == "failed" and words in asked.problem
    assert not soundcloud.tracks


def test_an_account_that_is_not_confirmed(
    soundcloud: SoundCloud, asked: Publication, alice: Any
) -> None:
    soundcloud.user.confirmed = False
    work()
    assert "its mail address is not confirmed" in _now(asked).problem
    soundcloud.user.confirmed = True
    assert asked.composition is not None
    services.publication_ask(composition=asked.composition, by=alice)
    work()
    assert _now(asked).state == "live"


def test_a_recording_that_is_read_at_the_second_try(
    soundcloud: SoundCloud, asked: Publication
) -> None:
    soundcloud.fail("POST /tracks", "422-asset")
    work()
    assert _now(asked).state == "live" and len(soundcloud.tracks) == 1


@pytest.mark.parametrize(("fault", "hours"), [("429-action", 1), ("429-plays", 2)])
def test_it_rests_as_long_as_it_is_asked_to(
    soundcloud: SoundCloud, asked: Publication, fault: str, hours: int
) -> None:
    soundcloud.fail("POST /tracks", fault)
    services.publication_next()
    found = Publication.objects.annotate(pause=F("next_at") - F("leased_until")).get()
    assert abs(found.pause - timedelta(hours=hours)) < timedelta(minutes=1)


def test_a_token_that_died_early_is_renewed(soundcloud: SoundCloud, asked: Publication) -> None:
    soundcloud.access.clear()
    work()
    assert _now(asked).state == "live" and len(soundcloud.tracks) == 1


def test_an_account_that_let_us_go_must_be_connected_again(
    soundcloud: SoundCloud, asked: Publication, alice: Any, connected: Any
) -> None:
    soundcloud.access.clear()
    soundcloud.refresh.clear()
    work()
    assert _now(asked).state == "failed" and "is not connected" in asked.problem
    assert Connection.objects.get().ended_because
    connected(alice)
    assert asked.composition is not None
    services.publication_ask(composition=asked.composition, by=alice)
    work()
    assert _now(asked).state == "live" and len(soundcloud.tracks) == 1


def test_a_track_that_never_plays(soundcloud: SoundCloud, asked: Publication) -> None:
    soundcloud.polls = 1000
    services.publication_next()
    Publication.objects.update(tries=MOST_POLLS - 2)
    assert work() == 3
    assert _now(asked).state == "failed" and "after an hour" in asked.problem and asked.link


def test_a_track_that_was_removed_there(soundcloud: SoundCloud, asked: Publication) -> None:
    services.publication_next()
    soundcloud.tracks.clear()
    work()
    assert _now(asked).state == "failed" and "removed it there" in asked.problem


def test_a_bug_of_ours_is_no_end(
    soundcloud: SoundCloud, asked: Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chartbusters.soundcloud.services.working.track_fields", lambda *_: 1 / 0)
    services.publication_next()
    monkeypatch.undo()
    assert (_now(asked).state, asked.tries) == ("uploading", 1)


def test_a_page_of_another_server_is_not_asked(
    soundcloud: SoundCloud, asked: Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The token goes where the operator said, and nowhere that an answer names."""
    soundcloud.fail("POST /tracks", "cut", after=True)
    services.publication_next()
    monkeypatch.setattr("chartbusters.soundcloud.client.PAGE", 1)
    soundcloud.track_make(soundcloud.user, {"track[title]": "Newer"}, b"fLaC")
    told = type(soundcloud).url
    monkeypatch.setattr(type(soundcloud), "url", property(lambda _: "http://127.0.0.1:9"))
    Publication.objects.update(next_at=F("created_at"))
    services.publication_next()
    assert (_now(asked).tries, asked.track) == (2, "")
    monkeypatch.setattr(type(soundcloud), "url", told)
    work()
    assert _now(asked).state == "live" and len(soundcloud.asked("POST", "/tracks")) == 1


def test_a_link_to_another_site_is_not_shown(
    soundcloud: SoundCloud, asked: Publication, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(soundcloud), "url", property(lambda _: "http://evil.example"))
    work()
    assert (_now(asked).state, asked.link) == ("live", "")
