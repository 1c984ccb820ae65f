"""A late link: one person, once, until a moment, and everybody reads how many were given."""

from datetime import timedelta
from typing import Any

import pytest
from django.db.models.functions import Now
from django.utils import timezone

from chartbusters.challenges.models import ChallengeNote, Entry, LateLink, Organiser, Role
from chartbusters.challenges.services import entry_create, late_link_give
from chartbusters.web.errors import Refusal
from tests.contests import to_phase

pytestmark = pytest.mark.django_db
SOON = timedelta(minutes=30)


@pytest.fixture
def given(challenge_in: Any, bob: Any, alice: Any) -> Any:
    """A challenge in voting, and the code of a link that bob has given alice."""
    challenge = challenge_in("voting")
    Organiser.objects.create(challenge=challenge, person=bob, role=Role.OWNER)
    until = timezone.now() + SOON
    return challenge, late_link_give(challenge=challenge, username="alice", until=until, by=bob)[1]


def refused(code: str, **wish: Any) -> None:
    with pytest.raises(Refusal) as refusal:
        entry_create(**wish)
    assert refusal.value.code == code


def test_it_works(given: Any, alice: Any, composition_of: Any, client_of: Any) -> None:
    challenge, code = given
    song = composition_of(alice)
    page = client_of(alice)
    led = page.get(f"/challenges/tunes/late/{code.lower()}/", follow=True)
    form = led.content.decode()
    assert "You were given until" in form and f'name="late" value="{code.lower()}"' in form
    page.post("/challenges/tunes/submit/", {"composition": song.pk, "late": code})
    entry = Entry.objects.get()
    link = LateLink.objects.get()
    assert entry.submitted_at > entry.challenge.entries_close_at and link.entry == entry
    assert code not in link.digest and link.used_at
    assert page.get(f"/challenges/tunes/late/{code}/").status_code == 410
    other = composition_of(alice, transpose=5)
    refused("late_closed", challenge=challenge, composition=other, maker=alice, late=code)


def test_everybody_reads_how_many_and_not_to_whom(given: Any, visitor: Any) -> None:
    shown = visitor.get("/challenges/tunes/").content.decode()
    assert "Late links given so far: 1" in shown and "alice" not in shown


def test_it_refuses_others_later_and_twice(
    given: Any, alice: Any, charlie: Any, bob: Any, composition_of: Any, client_of: Any
) -> None:
    challenge, code = given
    theirs = {"composition": composition_of(charlie, transpose=2), "maker": charlie, "late": code}
    refused("late_closed", challenge=challenge, **theirs)
    assert client_of(charlie).get(f"/challenges/tunes/late/{code}/").status_code == 410
    mine = {"challenge": challenge, "composition": composition_of(alice), "maker": alice}
    refused("not_open", **mine)
    fresh = late_link_give(
        challenge=challenge, username="Alice", until=timezone.now() + SOON, by=bob
    )
    refused("late_closed", **mine, late=code)  # the one before has ended
    LateLink.objects.filter(ended_at=None).update(until=Now())
    refused("late_closed", **mine, late=fresh[1])
    LateLink.objects.filter(ended_at=None).update(until=timezone.now() + SOON)
    to_phase(challenge, "closed")
    refused("not_open", **mine, late=fresh[1])
    assert not Entry.objects.exists()


def test_it_adds_and_never_replaces(given: Any, alice: Any, composition_of: Any) -> None:
    """Votes may be on what is in."""
    challenge, code = given
    to_phase(challenge, "open")
    kept = entry_create(challenge=challenge, composition=composition_of(alice), maker=alice)
    to_phase(challenge, "voting")
    song = composition_of(alice, transpose=5)
    refused("late_adds", challenge=challenge, composition=song, maker=alice, late=code)
    assert Entry.objects.get(withdrawn_at=None) == kept
    assert LateLink.objects.get().used_at is None, "it can still be used"


@pytest.mark.parametrize("hours", [-0.5, 5])
def test_it_ends_between_the_end_of_entries_and_that_of_votes(
    hours: float, challenge_in: Any, staff: Any, alice: Any
) -> None:
    until = timezone.now() + timedelta(hours=hours)
    with pytest.raises(Refusal, match="before the end of voting"):
        late_link_give(challenge=challenge_in("voting"), username="alice", until=until, by=staff)
    assert not ChallengeNote.objects.exists()
