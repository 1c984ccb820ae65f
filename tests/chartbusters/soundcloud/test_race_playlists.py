"""Two clicks, many workers, and workers that are killed at every step, on a real PostgreSQL: one
playlist."""

import os
import signal
from typing import Any

import pytest
from django.db.models.functions import Now

from chartbusters.soundcloud import client_playlists, services
from chartbusters.soundcloud.models import ChallengePlaylist
from tests.chartbusters.soundcloud.conftest import play
from tests.chartbusters.soundcloud.fake import SoundCloud
from tests.databases import on_postgres
from tests.races import ROUNDS, Figures, crowd_of, killed_at, told

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not on_postgres(), reason="races are tried on a real PostgreSQL"),
]
STRIDE = 1 if ROUNDS > 3 else 4


def test_two_clicks_are_one(
    soundcloud: SoundCloud, told_contest: Any, alice: Any, figures: Figures
) -> None:
    challenge, _ = told_contest
    asking = [lambda: services.playlist_ask(challenge=challenge, by=alice)] * 5
    with crowd_of(5) as crowd:
        for _ in range(ROUNDS):
            assert told(crowd.at_once(asking)) == {"done": 5}
            assert ChallengePlaylist.objects.count() == 1
            ChallengePlaylist.objects.all().delete()
            figures.add(rounds=1)


def test_many_workers_make_one(
    soundcloud: SoundCloud, told_contest: Any, alice: Any, figures: Figures
) -> None:
    with crowd_of(5) as crowd:
        for number in range(ROUNDS):
            services.playlist_ask(challenge=told_contest[0], by=alice)
            done = crowd.at_once([services.playlist_next] * 5)
            assert done.count(True) >= 1 and not [one for one in done if not isinstance(one, bool)]
            play()
            assert len(soundcloud.playlists) == number + 1
            ChallengePlaylist.objects.all().delete()
            figures.add(rounds=1)


def test_a_worker_that_is_killed_leaves_one_playlist(
    soundcloud: SoundCloud, told_contest: Any, alice: Any, figures: Figures
) -> None:
    step, killed = 1, True
    while killed:
        made = services.playlist_ask(challenge=told_contest[0], by=alice)
        killed = killed_at(step, play)
        ChallengePlaylist.objects.update(leased_until=Now())  # its lease has run out
        play()
        made.refresh_from_db()
        assert (made.state, len(soundcloud.playlists)) == ("live", 1), step
        soundcloud.playlists.clear()
        made.delete()
        figures.add(rounds=1, killed=killed)
        step += STRIDE
    assert step > 10


def test_a_worker_that_is_killed_between_their_answer_and_our_commit(
    soundcloud: SoundCloud, told_contest: Any, alice: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = services.playlist_ask(challenge=told_contest[0], by=alice)
    make = client_playlists.playlist_make

    def killed(**words: Any) -> None:
        make(**words)
        os.kill(os.getpid(), signal.SIGKILL)

    monkeypatch.setattr(client_playlists, "playlist_make", killed)
    assert killed_at(0, play) and len(soundcloud.playlists) == 1
    monkeypatch.undo()
    made.refresh_from_db()
    assert (made.state, made.playlist) == ("uploading", "")
    ChallengePlaylist.objects.update(leased_until=Now())
    assert play() and len(soundcloud.playlists) == 1
    made.refresh_from_db()
    assert made.state == "live" and len(soundcloud.asked("POST", "/playlists")) == 1


def test_a_disconnect_beside_a_worker_leaves_one_at_most(
    soundcloud: SoundCloud, told_contest: Any, alice: Any
) -> None:
    made = services.playlist_ask(challenge=told_contest[0], by=alice)
    ending = lambda: services.connection_end(person=alice)  # noqa: E731
    with crowd_of(2) as crowd:
        crowd.at_once([services.playlist_next, ending])
    play()
    made.refresh_from_db()
    assert made.state in ("failed", "live") and len(soundcloud.playlists) <= 1
