"""An event is recorded once, and everybody whom it concerns is told once, however the workers
fare."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model

from chartbusters.notices.audiences import AUDIENCES
from chartbusters.notices.models import Event, Notice
from chartbusters.notices.services import delivering, event_deliver, events_forget, events_requeue
from tests.chartbusters.notices.conftest import Record

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def crowd(monkeypatch: Any) -> Any:
    """Seven people, who are told three at a time; the audience `crowd:1`."""
    monkeypatch.setattr(delivering, "CHUNK", 3)
    people = get_user_model().objects
    for number in range(7):
        people.create_user(f"one{number}")
    all_of_them = people.filter(username__startswith="one")
    monkeypatch.setitem(AUDIENCES, "crowd", lambda key: all_of_them)
    monkeypatch.setitem(AUDIENCES, "again", lambda key: all_of_them)
    return all_of_them


def test_it_tells_one_person_at_once(recorded: Record, alice: Any) -> None:
    recorded(alice)
    recorded(alice, label="Told again in other words")
    notice = Notice.objects.get()
    assert (notice.person, notice.event.label) == (alice, "Your tune")
    assert notice.event.delivered_at


def test_it_tells_a_crowd_in_chunks(recorded: Record, crowd: Any) -> None:
    recorded(None, audience="crowd:1 again:1")
    event = Event.objects.get()
    assert not Notice.objects.exists()
    assert [event_deliver(pk=event.pk) for _ in range(4)] == [True, True, False, False]
    assert Notice.objects.count() == 7
    event.refresh_from_db()
    assert event.delivered_at


def test_it_does_nothing_twice(recorded: Record, crowd: Any) -> None:
    recorded(None, audience="crowd:1")
    event = Event.objects.get()
    stale = Event.objects.get()
    event_deliver(pk=event.pk)
    assert not delivering.chunk_deliver(event=stale)  # a worker that had read it before
    assert Notice.objects.count() == 3


def test_it_leaves_out_who_is_switched_off(recorded: Record, crowd: Any) -> None:
    crowd.filter(username="one0").update(is_active=False)
    recorded(None, audience="crowd:1")
    while event_deliver(pk=Event.objects.get().pk):
        pass
    assert Notice.objects.count() == 6


def test_it_goes_on_where_a_worker_ended(recorded: Record, crowd: Any, monkeypatch: Any) -> None:
    sent: list[list[int]] = []
    monkeypatch.setattr(
        delivering.current_app, "send_task", lambda name, given, **_: sent.append(given)
    )
    recorded(None, audience="crowd:1")
    event = Event.objects.get()
    event_deliver(pk=event.pk)
    assert events_requeue() == 0  # it may still be at it
    Event.objects.update(touched_at=event.touched_at - 2 * delivering.STALLED)
    sent.clear()
    assert events_requeue() == 1 and sent == [[event.pk]]


def test_it_rejects_what_no_room_knows(recorded: Record, alice: Any) -> None:
    with pytest.raises(LookupError):
        recorded(alice, audience="nobody:1")
    with pytest.raises(ValueError, match="path"):
        recorded(alice, address="https://elsewhere.example/")
    assert not Event.objects.exists()


def test_it_forgets_after_a_while(recorded: Record, alice: Any, settings: Any) -> None:
    recorded(alice)
    assert events_forget() == 0
    settings.NOTICES_DAYS = 0
    assert events_forget() == 1 and not Notice.objects.exists()
