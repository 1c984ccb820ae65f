"""What people of a challenge are told, and when: by the clock, by its organisers, by what they
do."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db.models import F
from django.utils import timezone

from chartbusters.challenges.models import Challenge, Letter, Organiser, Role
from chartbusters.challenges.services import (
    challenge_extend,
    entry_create,
    moments,
    moments_note,
    organisers_write,
)
from chartbusters.leaving.services import person_erase
from chartbusters.notices.kinds import told
from chartbusters.notices.models import Event, Notice
from chartbusters.notices.services import event_deliver
from chartbusters.voting.services import vote_cast
from chartbusters.web.errors import Refusal
from scoring.services import score_report_compute
from tests.contests import to_phase

pytestmark = pytest.mark.django_db


def told_of(kind: str) -> set[str]:
    """Who was told of the newest event of a kind."""
    event = Event.objects.filter(kind=kind).first()
    if event is None:
        return set()
    while event_deliver(pk=event.pk):
        pass
    return set(Notice.objects.filter(event=event).values_list("person__username", flat=True))


def test_the_clock_tells_each_moment_once(contest: Any, heard_ballot: Any, bob: Any) -> None:
    challenge, _ = contest("voting", 3)
    for _ in range(2):
        moments_note()
    assert set(Event.objects.filter(audience__contains=" ").values_list("kind", flat=True)) == {
        "challenge_opened",
        "voting_began",
    }
    assert told_of("voting_began") == {"maker0", "maker1", "maker2"}
    vote_cast(ballot=heard_ballot(bob, challenge), outcome="a")
    to_phase(challenge, "closed")
    for _ in range(2):
        moments_note()
    assert told_of("challenge_closed") == {"maker0", "maker1", "maker2", "bob"}
    assert Event.objects.filter(kind="challenge_closed").count() == 1


def test_it_says_nothing_of_what_is_hidden_or_long_over(challenge_in: Any) -> None:
    challenge_in("open", "hidden", published=False)
    past = timezone.now() - 2 * moments.LATE
    old = challenge_in("closed", "old")
    hour = timedelta(hours=1)
    times = {"opens_at": past - 2 * hour, "entries_close_at": past - hour}
    Challenge.objects.filter(pk=old.pk).update(voting_closes_at=past, **times)
    assert moments_note() == 0 and not Event.objects.exists()


def test_those_are_reminded_who_know_its_owners(
    challenge_in: Any, composition_of: Any, alice: Any, bob: Any, charlie: Any
) -> None:
    before, now, other = (challenge_in("open", slug) for slug in ("before", "now", "other"))
    for challenge, owner in ((before, alice), (now, alice), (other, charlie)):
        Organiser.objects.create(challenge=challenge, person=owner, role=Role.OWNER)
    entry_create(challenge=before, composition=composition_of(bob), maker=bob)
    stranger = get_user_model().objects.create_user("stranger")
    entry_create(challenge=other, composition=composition_of(stranger), maker=stranger)
    Challenge.objects.filter(pk=now.pk).update(opens_at=F("opens_at") - timedelta(days=3))
    moments_note()
    assert Event.objects.filter(kind="entries_closing").count() == 1
    assert told_of("entries_closing") == {"alice", "bob"}


def test_one_that_fails_stops_no_other(challenge_in: Any, monkeypatch: Any) -> None:
    challenge_in("open", "one", title="Broken")
    challenge_in("open", "two")
    whole = moments.event_record

    def record(**fields: Any) -> None:
        if fields["label"] == "Broken":
            raise RuntimeError
        whole(**fields)

    monkeypatch.setattr(moments, "event_record", record)
    moments_note()
    assert [event.label for event in Event.objects.all()] == ["Tunes"]


def test_changes_are_told_to_who_is_in(contest: Any, staff: Any) -> None:
    challenge, _ = contest("open", 2)
    challenge_extend(challenge=challenge, by=staff, length=timedelta(days=1))
    assert told_of("challenge_changed") == {"maker0", "maker1", "organiser"}
    assert "was moved" in Event.objects.get(kind="challenge_changed").data["words"]


def test_a_maker_is_told_of_the_entry(challenge_in: Any, composition_of: Any, alice: Any) -> None:
    challenge = challenge_in("open")
    first = entry_create(challenge=challenge, composition=composition_of(alice), maker=alice)
    score_report_compute(pk=first.score_report_id)
    second = composition_of(alice, transpose=3)
    entry_create(challenge=challenge, composition=second, maker=alice)
    notices = Notice.objects.filter(person=alice).order_by("pk").select_related("event")
    assert [told(one.event) for one in notices] == [
        "Your song is in Tunes",
        "The score report of your entry in Tunes is there",
        "Your earlier entry in Tunes was replaced",
        "Your song is in Tunes",
    ]
    assert first.receipt in notices[0].event.data["words"]
    person_erase(person=alice, by=alice)
    assert not Event.objects.filter(kind__startswith="entry").exists()


def test_organisers_write_to_many_and_seldom(
    contest: Any, client_of: Any, alice: Any, bob: Any, staff: Any
) -> None:
    challenge, _ = contest("open", 2)
    Organiser.objects.create(challenge=challenge, person=alice, role=Role.MODERATOR)
    letter = {"to": "entrants", "subject": "Thanks", "text": "See you on Friday."}
    address = f"/desk/{challenge.slug}/write/"
    assert client_of(alice).post(address, letter).status_code == 302
    assert told_of("letter") == {"alice", "maker0", "maker1"}
    again = client_of(alice).post(address, letter)
    assert again.status_code == 429 and "See you on Friday." in again.content.decode()
    assert Letter.objects.count() == 1
    assert client_of(bob).post(address, letter).status_code == 404
    with pytest.raises(Refusal, match="Write to one of"):
        organisers_write(challenge=challenge, by=staff, **{**letter, "to": "everybody"})


def test_an_editor_may_not_write(contest: Any, client_of: Any, bob: Any) -> None:
    challenge, _ = contest("open", 1)
    Organiser.objects.create(challenge=challenge, person=bob, role=Role.EDITOR)
    letter = {"to": "all", "subject": "Hi", "text": "There"}
    assert client_of(bob).post(f"/desk/{challenge.slug}/write/", letter).status_code == 403
    assert not Letter.objects.exists()
