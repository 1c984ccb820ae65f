"""Votes of long ago are read from sealed blocks, which say the same as their rows, and are never
read as rows again."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import numpy as np
import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.utils import timezone

from chartbusters.challenges.models import Entry
from chartbusters.voting import columns, sealing
from chartbusters.voting.models import Ballot, Vote, VoteBlock
from chartbusters.voting.reading import votes_read
from chartbusters.voting.sealing import blocks_check, votes_seal
from chartbusters.voting.services import vote_restore, vote_void
from tests.contests import to_phase

AGES = timedelta(hours=1)
FIELDS = ["key", "a", "b", "share", "voter", "first", "cast_ms", "waited_ms", "network"]


@pytest.fixture
def old_votes(contest: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """`old_votes(12)`: a running vote with so many votes of an hour ago, in blocks of five."""
    monkeypatch.setattr(sealing, "FEWEST_ROWS", 5)
    monkeypatch.setattr(sealing, "MOST_ROWS", 5)

    def make(count: int) -> tuple[Any, list[Entry]]:
        challenge, entries = contest("voting", 4)
        for number in range(count):
            cast(challenge, (entries[number % 4], entries[(number + 1) % 4]), number)
        return challenge, entries

    return make


def cast(challenge: Any, pair: tuple[Entry, Entry], number: int, age: timedelta = AGES) -> Vote:
    voter, _ = get_user_model().objects.get_or_create(username=f"voter{number // 2}")
    made = timezone.now() - age
    ballot = Ballot.objects.create(
        challenge=challenge,
        voter=voter,
        entry_a=pair[0],
        entry_b=pair[1],
        pair=f"pair {number}",
        seed=0,
        heard_first=["a", "b", ""][number % 3],
        issued_at=made - timedelta(seconds=number),
    )
    return Vote.objects.create(
        challenge=challenge,
        ballot=ballot,
        outcome=["a", "b", "tie", "bad"][number % 4],
        network=["", "one", "two"][number % 3],
        cast_at=made,
    )


def same(one: Any, other: Any) -> bool:
    tables = all(
        np.array_equal(getattr(one[0], name), getattr(other[0], name), equal_nan=name == "share")
        for name in FIELDS
    )
    return tables and one[1:] == other[1:]


def test_it_works(old_votes: Any) -> None:
    challenge, _ = old_votes(12)
    before = votes_read(challenge=challenge)
    assert len(before[0].key) == 12
    assert votes_seal(challenge=challenge) == 10 and votes_seal(challenge=challenge) == 0
    blocks = VoteBlock.objects.order_by("number")
    assert list(blocks.values_list("number", "rows", "total")) == [(1, 5, 5), (2, 5, 10)]
    assert same(before, votes_read(challenge=challenge))


def test_what_was_sealed_is_not_read_as_rows_again(old_votes: Any) -> None:
    challenge, _ = old_votes(12)
    votes_seal(challenge=challenge)
    before = votes_read(challenge=challenge)
    Vote.objects.filter(pk__lte=before[0].key[9]).update(outcome="bad")
    assert same(before, votes_read(challenge=challenge))


def test_young_votes_wait_and_so_do_all_that_came_after_them(old_votes: Any) -> None:
    challenge, entries = old_votes(6)
    cast(challenge, (entries[0], entries[2]), 6, age=timedelta(minutes=1))
    for number in range(7, 20):
        cast(challenge, (entries[0], entries[2]), number)
    assert votes_seal(challenge=challenge) == 5
    assert len(votes_read(challenge=challenge)[0].key) == 20


def test_when_voting_is_long_over_all_votes_are_sealed(old_votes: Any) -> None:
    challenge, _ = old_votes(12)
    to_phase(challenge, "closed")
    assert votes_seal(challenge=challenge) == 12


def test_voids_and_withdrawals_hold_for_sealed_votes(old_votes: Any, staff: Any) -> None:
    challenge, entries = old_votes(12)
    votes_seal(challenge=challenge)
    vote = Vote.objects.earliest("pk")
    vote_void(vote=vote, by=staff, reason="a test")
    assert vote.pk not in votes_read(challenge=challenge)[0].key
    vote_restore(vote=vote, by=staff, reason="a test")
    assert vote.pk in votes_read(challenge=challenge)[0].key
    Entry.objects.filter(pk=entries[0].pk).update(withdrawn_at=timezone.now())
    table, standing, _ = votes_read(challenge=challenge)
    assert {entry.pk for entry in standing} == {entry.pk for entry in entries[1:]}
    assert len(table.key) == 6 and table.entries == 3 and table.a.max() < 3


def test_a_vote_that_came_to_light_late_is_found(old_votes: Any) -> None:
    """As by a transaction that lived for longer than any should."""
    challenge, _ = old_votes(12)
    late = Vote.objects.earliest("pk")
    Vote.objects.filter(pk=late.pk).delete()
    votes_seal(challenge=challenge)
    Vote.objects.bulk_create([late])
    assert len(votes_read(challenge=challenge)[0].key) == 11
    assert blocks_check() == 2 and len(votes_read(challenge=challenge)[0].key) == 12
    votes_seal(challenge=challenge)
    assert blocks_check() == 0 and len(votes_read(challenge=challenge)[0].key) == 12


def test_a_vote_on_an_entry_of_another_challenge_is_told_sealed_or_not(
    old_votes: Any, contest: Any, staff: Any
) -> None:
    challenge, entries = old_votes(4)
    _, others = contest("voting", 1, slug="elsewhere")
    stray = cast(challenge, (entries[0], others[0]), 7)
    for _ in range(2):
        with pytest.raises(KeyError, match=f"vote {stray.pk} "):
            votes_read(challenge=challenge)
        votes_seal(challenge=challenge)
    vote_void(vote=stray, by=staff, reason="a test")
    assert len(votes_read(challenge=challenge)[0].key) == 4


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_it_handles_four_at_once(old_votes: Any) -> None:
    challenge, _ = old_votes(12)

    def seal(_: int) -> int:
        try:
            return votes_seal(challenge=challenge)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(seal, range(4))) == 10
    assert [block.total for block in VoteBlock.objects.order_by("number")] == [5, 10]


def test_blocks_that_are_not_whole_are_refused(old_votes: Any) -> None:
    challenge, _ = old_votes(5)
    votes_seal(challenge=challenge)
    block = VoteBlock.objects.get()
    with pytest.raises(ValueError, match="more than its rows"):
        columns.unpacked(bytes(block.data), 4)
    with pytest.raises(ValueError, match="unknown format"):
        columns.unpacked(b"\2" + bytes(block.data)[1:], 5)


def test_no_votes_make_no_block(contest: Any) -> None:
    challenge, _ = contest("voting", 2)
    assert votes_seal(challenge=challenge) == 0
    table, standing, voters = votes_read(challenge=challenge)
    assert (len(table.key), len(standing), voters, table.voters) == (0, 2, [], 0)
