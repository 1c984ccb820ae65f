"""Two clicks, two tabs, many workers, and workers that are killed at every step, on a real
PostgreSQL: exactly one track."""

import os
import signal
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import LazySettings
from django.db.models.functions import Now

from chartbusters.soundcloud import client, services
from chartbusters.soundcloud.models import Connection, Publication
from tests.chartbusters.soundcloud.conftest import work
from tests.chartbusters.soundcloud.fake import SoundCloud
from tests.databases import on_postgres
from tests.races import ROUNDS, Figures, crowd_of, killed_at, told

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not on_postgres(), reason="races are tried on a real PostgreSQL"),
]
STRIDE = 1 if ROUNDS > 3 else 4


@pytest.fixture
def songs(
    composition_of: Any, alice: Any, connected: Any, soundcloud: SoundCloud, settings: LazySettings
) -> Callable[[int], Any]:
    """`songs(3)`: the third of alice's, who is connected."""
    connected(alice)
    soundcloud.polls, settings.SOUNDCLOUD_A_DAY = 1, 1000
    return lambda number: composition_of(alice, title=f"Song {number}", transpose=number % 12)


def test_two_clicks_are_one(
    soundcloud: SoundCloud, songs: Any, alice: Any, figures: Figures
) -> None:
    with crowd_of(5) as crowd:
        for number in range(ROUNDS):
            song = songs(number)
            asking = [lambda song=song: services.publication_ask(composition=song, by=alice)] * 5
            assert told(crowd.at_once(asking)) == {"done": 5}
            assert Publication.objects.filter(composition=song).count() == 1
            figures.add(rounds=1)


def test_many_workers_send_one(
    soundcloud: SoundCloud, songs: Any, alice: Any, recorded: list[bytes], figures: Figures
) -> None:
    with crowd_of(5) as crowd:
        for number in range(ROUNDS):
            services.publication_ask(composition=songs(number), by=alice)
            done = crowd.at_once([services.publication_next] * 5)
            assert done.count(True) >= 1 and not [one for one in done if not isinstance(one, bool)]
            work()
            assert len(soundcloud.tracks) == number + 1
            figures.add(rounds=1)
    assert len(soundcloud.asked("POST", "/tracks")) == ROUNDS


def test_two_tabs_arrive_once(soundcloud: SoundCloud, alice: Any, allow: Any) -> None:
    begun = services.connection_begin(person=alice, session="here", back=soundcloud.back)
    state = allow(begun)["state"]
    arriving = lambda: services.connection_arrive(person=alice, session="here", state=state)  # noqa: E731
    with crowd_of(4) as crowd:
        assert told(crowd.at_once([arriving] * 4)) == {"done": 1, "bad_state": 3}


def test_a_worker_that_is_killed_leaves_one_track(
    soundcloud: SoundCloud, songs: Any, alice: Any, recorded: list[bytes], figures: Figures
) -> None:
    """Before questions that it asks the database; benchmarks/races.py kills it before each."""
    step, killed, number = 1, True, 0
    while killed:
        made = services.publication_ask(composition=songs(number), by=alice)
        killed = killed_at(step, work)
        Publication.objects.update(leased_until=Now())  # its lease has run out
        work()
        made.refresh_from_db()
        mine = [each for each in soundcloud.tracks.values() if made.tag in str(each.fields)]
        assert (made.state, len(mine)) == ("live", 1), step
        figures.add(rounds=1, killed=killed)
        step, number = step + STRIDE, number + 1
    assert step > 20 and len(soundcloud.tracks) == number


def test_a_worker_that_is_killed_between_their_answer_and_our_commit(
    soundcloud: SoundCloud, songs: Any, alice: Any, recorded: list[bytes], monkeypatch: Any
) -> None:
    made, upload = services.publication_ask(composition=songs(0), by=alice), client.track_upload

    def killed(**words: Any) -> None:
        upload(**words)
        os.kill(os.getpid(), signal.SIGKILL)

    monkeypatch.setattr(client, "track_upload", killed)
    assert killed_at(0, work) and len(soundcloud.tracks) == 1
    monkeypatch.undo()
    made.refresh_from_db()
    assert (made.state, made.track) == ("uploading", "")
    Publication.objects.update(leased_until=Now())
    assert work() and len(soundcloud.tracks) == 1
    made.refresh_from_db()
    assert made.state == "live" and len(soundcloud.asked("POST", "/tracks")) == 1


def test_a_worker_that_is_killed_while_it_takes_down(
    soundcloud: SoundCloud, songs: Any, alice: Any, recorded: list[bytes], figures: Figures
) -> None:
    step, killed = 1, True
    while killed:
        made = services.publication_ask(composition=songs(step), by=alice)
        work()
        services.publication_withdraw(publication=made, by=alice)
        killed = killed_at(step, work)
        Publication.objects.update(leased_until=Now())
        work()
        made.refresh_from_db()
        assert (made.state, soundcloud.tracks) == ("withdrawn", {})
        figures.add(rounds=1, killed=killed)
        step += STRIDE


def test_a_disconnect_beside_a_worker_leaves_one_track_at_most(
    soundcloud: SoundCloud, songs: Any, alice: Any, recorded: list[bytes], figures: Figures
) -> None:
    with crowd_of(2) as crowd:
        made = services.publication_ask(composition=songs(1), by=alice)
        ending = lambda: services.connection_end(person=alice)  # noqa: E731
        crowd.at_once([services.publication_next, ending])
        work()
        made.refresh_from_db()
        assert made.state in ("failed", "transcoding") and len(soundcloud.tracks) <= 1
        assert not Connection.objects.exists()
        figures.add(rounds=1)
