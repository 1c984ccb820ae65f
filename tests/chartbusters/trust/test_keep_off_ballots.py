"""No ballot holds an entry of an account that was used in the voter's browser, and no number tells
that it does not."""

from collections.abc import Iterator
from typing import Any

import pytest

from chartbusters.challenges.models import Author, Challenge
from chartbusters.trust.models import Sighting
from chartbusters.voting.models import Ballot
from chartbusters.voting.selectors import progress_of
from chartbusters.voting.services import ballot_issue


def drawn(challenge: Any, voter: Any) -> Iterator[set[Any]]:
    """All pairs that a voter is given; each is skipped."""
    while (ballot := ballot_issue(challenge=challenge, voter=voter)) is not None:
        Ballot.objects.filter(pk=ballot.pk).update(skipped_at=ballot.issued_at)
        yield {ballot.entry_a_id, ballot.entry_b_id}


def seen_together(*people: Any, browser: str = "one") -> None:
    Sighting.objects.bulk_create(Sighting(browser=browser, person=one) for one in people)


def test_it_works(contest: Any, bob: Any, alice: Any) -> None:
    challenge, entries = contest("voting", 4)
    seen_together(bob, entries[0].maker)
    seen_together(alice, entries[1].maker, browser="other")
    pairs = list(drawn(challenge, bob))
    assert set().union(*pairs) == {entry.pk for entry in entries[1:]} and len(pairs) == 3


def test_neither_do_those_that_they_are_named_for(contest: Any, bob: Any, alice: Any) -> None:
    challenge, entries = contest("voting", 4)
    seen_together(bob, alice)
    Author.objects.create(entry=entries[2], person=alice, place=1)
    assert entries[2].pk not in set().union(*drawn(challenge, bob))


@pytest.mark.postgres
def test_no_number_tells_it_before_the_end(contest: Any, bob: Any, alice: Any) -> None:
    challenge, entries = contest("voting", 4)
    seen_together(bob, entries[0].maker)
    assert progress_of(challenge=challenge, voter=bob) == progress_of(
        challenge=challenge, voter=alice
    )
    pairs = drawn(challenge, bob)
    left = [progress_of(challenge=challenge, voter=bob).left for _ in pairs]
    assert left == [5, 4, 0]


def test_a_computer_that_many_share_keeps_nothing_off(contest: Any, bob: Any, alice: Any) -> None:
    challenge, entries = contest("voting", 5)
    # all pairs come: of three turns each the first four entries may leave the fifth nobody to meet
    Challenge.objects.update(turns_each=len(entries))
    seen_together(bob, *(entry.maker for entry in entries))
    assert set().union(*drawn(challenge, bob)) == {entry.pk for entry in entries}
