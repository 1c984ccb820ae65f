"""Putting an entry out: it leaves everything that counts, stays on record, and may come back."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError
from django.db.models.functions import Now

from chartbusters.challenges.models import Entry
from chartbusters.challenges.organisers import Organiser, Role
from chartbusters.challenges.sealing import compositions_sealed
from chartbusters.challenges.selectors import challenge_told
from chartbusters.challenges.services import (
    entry_create,
    entry_disqualify,
    entry_reinstate,
    entry_withdraw,
)
from chartbusters.compositions.models import Composition
from chartbusters.notices.models import Notice
from chartbusters.trail.models import Trace
from chartbusters.voting.services import ballot_issue, vote_cast
from chartbusters.web.errors import Refusal
from tests.contests import votes_counting

Contest = Callable[..., Any]


@pytest.fixture
def moderator(contest: Contest, bob: Any) -> Callable[..., Any]:
    """`moderator("voting", 4)`: a challenge, its entries, and bob who moderates it."""

    def make(phase: str, entries: int = 3, role: str = Role.MODERATOR) -> Any:
        challenge, made = contest(phase, entries)
        Organiser.objects.create(challenge=challenge, person=bob, role=role)
        return challenge, made

    return make


def test_it_leaves_counts_and_stays_on_record(moderator: Any, bob: Any) -> None:
    challenge, (entry, *_) = moderator("voting")
    out = entry_disqualify(entry=entry, by=bob, reason="It is a copy.")
    assert out.disqualified_at is not None
    assert challenge_told(slug=challenge.slug).entry_count == 2
    assert list(out.disqualifications.values_list("number", "reason")) == [(1, "It is a copy.")]
    notes = challenge.notes.values_list("text", flat=True)
    assert list(notes) == [f"Entry {entry.number} was disqualified."]
    assert Trace.objects.filter(by_id=bob.pk, words__contains="It is a copy.").exists()


def test_twice_is_as_good_as_once(moderator: Any, bob: Any) -> None:
    _, (entry, *_) = moderator("voting")
    for _ in range(2):
        entry_disqualify(entry=entry, by=bob, reason="It is a copy.")
    assert entry.disqualifications.count() == 1


def test_an_open_ballot_gives_way_and_votes_come_back_with_it(
    moderator: Any, bob: Any, charlie: Any, alice: Any, heard_ballot: Any
) -> None:
    challenge, _ = moderator("voting", 5)
    ballot = heard_ballot(charlie, challenge)
    vote_cast(ballot=ballot, outcome="a")
    lying_open = ballot_issue(challenge=challenge, voter=alice)
    entry = ballot.entry_a
    entry_disqualify(entry=entry, by=bob, reason="It is a copy.")
    assert not votes_counting(challenge=challenge)
    fresh = ballot_issue(challenge=challenge, voter=alice)
    assert lying_open is not None and fresh is not None
    assert entry.pk not in (fresh.entry_a_id, fresh.entry_b_id)
    entry_reinstate(entry=entry, by=bob, reason="It was the other way round.")
    assert votes_counting(challenge=challenge).count() == 1


def test_its_tune_stays_silent_while_the_vote_runs(moderator: Any, bob: Any) -> None:
    _, (entry, *_) = moderator("voting")
    entry_disqualify(entry=entry, by=bob, reason="It is a copy.")
    assert Composition.objects.filter(compositions_sealed(), pk=entry.composition_id).exists()


def test_its_maker_reads_why_and_may_enter_other_music_only(
    moderator: Any, bob: Any, client_of: Any, composition_of: Any
) -> None:
    challenge, (entry, *_) = moderator("open")
    entry_disqualify(entry=entry, by=bob, reason="It breaks the rules.")
    page = client_of(entry.maker).get(entry.get_absolute_url()).content.decode()
    assert "It breaks the rules." in page and "Disqualified" in page
    told = Notice.objects.get(person=entry.maker, event__kind="entry_disqualified")
    assert "It breaks the rules." in told.event.data["words"]
    with pytest.raises(Refusal, match="already"):
        entry_create(challenge=challenge, composition=entry.composition, maker=entry.maker)
    other = composition_of(entry.maker, transpose=9)
    entry_create(challenge=challenge, composition=other, maker=entry.maker)
    with pytest.raises(Refusal, match="Another song is in its place"):
        entry_reinstate(entry=entry, by=bob, reason="A mistake.")


def test_whose_music_it_really_is_may_enter_it(
    moderator: Any, bob: Any, charlie: Any, composition_of: Any
) -> None:
    challenge, (entry, *_) = moderator("open")
    entry_disqualify(entry=entry, by=bob, reason="It is charlie's.")
    theirs = entry_create(challenge=challenge, composition=composition_of(charlie), maker=charlie)
    assert theirs.sounding == entry.sounding
    with pytest.raises(Refusal, match="same music"):
        entry_reinstate(entry=entry, by=bob, reason="A mistake.")


def test_what_its_maker_withdrew_is_out_already(moderator: Any, bob: Any) -> None:
    _, (entry, *_) = moderator("open")
    entry_withdraw(entry=entry)
    with pytest.raises(Refusal) as refused:
        entry_disqualify(entry=entry, by=bob, reason="It is a copy.")
    assert refused.value.code == "withdrawn"


@pytest.mark.parametrize("role", [Role.EDITOR, Role.VIEWER])
def test_other_roles_may_not(role: str, moderator: Any, bob: Any) -> None:
    _, (entry, *_) = moderator("voting", role=role)
    with pytest.raises(Refusal) as refused:
        entry_disqualify(entry=entry, by=bob, reason="It is a copy.")
    assert refused.value.status == 403


def test_a_stranger_finds_nothing(moderator: Any, api: Any, charlie: Any) -> None:
    _, (entry, *_) = moderator("voting")
    address = f"/api/v1/challenges/tunes/entries/{entry.number}/disqualify/"
    assert api(charlie).post(address, {"reason": "No."}).status_code == 404


def test_the_api_puts_out_and_takes_back(moderator: Any, api: Any, bob: Any) -> None:
    _, (entry, *_) = moderator("voting")
    address = f"/api/v1/challenges/tunes/entries/{entry.number}"
    out = api(bob).post(f"{address}/disqualify/", {"reason": "A copy."})
    assert out.status_code == 200 and out.json()["disqualified_at"]
    back = api(bob).post(f"{address}/reinstate/", {"reason": "No copy."})
    assert back.json() == {"number": entry.number, "disqualified_at": None}


def test_nobody_decides_on_an_entry_of_their_own(contest: Contest) -> None:
    challenge, (entry, *_) = contest("voting")
    Organiser.objects.create(challenge=challenge, person=entry.maker, role=Role.OWNER)
    with pytest.raises(Refusal) as refused:
        entry_disqualify(entry=entry, by=entry.maker, reason="I gave up.")
    assert refused.value.code == "own_entry"


def test_the_database_keeps_what_is_put_out_from_standing(contest: Contest) -> None:
    _, (entry, *_) = contest("voting")
    with pytest.raises(IntegrityError):
        Entry.objects.filter(pk=entry.pk).update(disqualified_at=Now())
