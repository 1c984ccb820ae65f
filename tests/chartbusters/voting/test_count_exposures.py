"""Each entry knows on how many ballots it stands that are cast, or may still be: the least shown
come first."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.db.models import F

from chartbusters.challenges.models import Challenge, Entry
from chartbusters.leaving.services import person_erase
from chartbusters.voting.models import Ballot
from chartbusters.voting.selectors import exposures_counted
from chartbusters.voting.services import ballot_issue, ballot_skip, exposures_recount, vote_cast
from chartbusters.voting.tasks import exposures_recount as nightly
from chartbusters.web.errors import Refusal


def told(challenge: Challenge) -> dict[Any, int]:
    exposures = Entry.objects.filter(challenge=challenge, exposures__gt=0).values_list(
        "pk", "exposures"
    )
    return dict(exposures)


def counted(challenge: Challenge) -> dict[Any, int]:
    return {pk: count for pk, count in exposures_counted(challenge=challenge).items() if count}


def test_it_works(bob: Any, charlie: Any, contest: Any, heard_ballot: Any) -> None:
    challenge, _ = contest("voting", 5)
    for voter in (bob, charlie):
        vote_cast(ballot=heard_ballot(voter, challenge), outcome="a")
        heard_ballot(voter, challenge)
    assert told(challenge) == counted(challenge) and sum(told(challenge).values()) == 8


def test_the_same_ballot_again_is_not_counted_again(bob: Any, contest: Any) -> None:
    challenge, _ = contest("voting", 5)
    for _ in range(3):
        ballot_issue(challenge=challenge, voter=bob)
    assert sum(told(challenge).values()) == 2


def test_it_takes_back_what_is_skipped_once(bob: Any, contest: Any, heard_ballot: Any) -> None:
    challenge, _ = contest("voting", 5)
    ballot = heard_ballot(bob, challenge)
    for _ in range(2):
        ballot_skip(ballot=ballot)
    assert told(challenge) == counted(challenge) == {}


def test_a_vote_that_is_skipped_afterwards_stays_counted(
    bob: Any, contest: Any, heard_ballot: Any
) -> None:
    challenge, _ = contest("voting", 5)
    ballot = heard_ballot(bob, challenge)
    vote_cast(ballot=ballot, outcome="a")
    with pytest.raises(Refusal):
        ballot_skip(ballot=ballot)
    assert told(challenge) == counted(challenge) and sum(told(challenge).values()) == 2


def test_it_takes_back_what_somebody_held_who_leaves(
    bob: Any, contest: Any, heard_ballot: Any
) -> None:
    challenge, _ = contest("voting", 5)
    vote_cast(ballot=heard_ballot(bob, challenge), outcome="a")
    ballot_skip(ballot=heard_ballot(bob, challenge))
    heard_ballot(bob, challenge)
    person_erase(person=bob, by=bob)
    assert told(challenge) == counted(challenge) and sum(told(challenge).values()) == 2


def test_the_next_pair_is_rather_of_the_least_shown(
    bob: Any, contest: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rather, not surely: whoever watches must not know when his own comes."""
    challenge, entries = contest("voting", 5)
    seeds = iter(range(60))
    monkeypatch.setattr("chartbusters.voting.issuing.secrets.randbits", lambda _: next(seeds))
    shown = 0
    for _ in range(60):
        Entry.objects.update(exposures=9)
        Entry.objects.filter(pk=entries[2].pk).update(exposures=0)
        ballot = ballot_issue(challenge=challenge, voter=bob)
        assert ballot
        shown += entries[2].pk in (ballot.entry_a_id, ballot.entry_b_id)
        ballot.delete()
    assert 60 * 2 / 5 < shown < 60 * 4 / 5


def test_every_night_it_counts_anew(bob: Any, contest: Any, heard_ballot: Any, caplog: Any) -> None:
    challenge, entries = contest("voting", 5)
    heard_ballot(bob, challenge)
    nightly()
    assert not caplog.records
    Entry.objects.filter(pk__in=[entry.pk for entry in entries]).update(exposures=7)
    nightly()
    assert told(challenge) == counted(challenge) and "5 entries did not know" in caplog.text


def test_a_count_that_is_wrong_stops_nobody(bob: Any, contest: Any, heard_ballot: Any) -> None:
    """Say, somebody has set it to 0 by hand: skipping does not go below."""
    challenge, _ = contest("voting", 5)
    ballot = heard_ballot(bob, challenge)
    Entry.objects.update(exposures=0)
    ballot_skip(ballot=ballot)
    assert told(challenge) == {}


def test_two_ballots_of_a_voter_are_never_of_one_pair(
    bob: Any, contest: Any, heard_ballot: Any
) -> None:
    challenge, _ = contest("voting", 4)
    pairs = []
    while ballot := ballot_issue(challenge=challenge, voter=bob):
        Ballot.objects.filter(pk=ballot.pk).update(
            issued_at=F("issued_at") - timedelta(minutes=1), heard_ms_a=9000
        )
        Ballot.objects.filter(pk=ballot.pk).update(heard_ms_b=9000)
        vote_cast(ballot=ballot, outcome="tie")
        pairs.append(ballot.pair)
    assert len(pairs) == len(set(pairs)) == 6


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_it_handles_many_voters_at_once(contest: Any) -> None:
    """Few entries, so that pairs share them; and a recount in between."""
    challenge, _ = contest("voting", 4)
    voters = [get_user_model().objects.create(username=f"voter{number}") for number in range(8)]

    def vote(voter: Any) -> None:
        try:
            for _ in range(3):
                ballot = ballot_issue(challenge=challenge, voter=voter)
                assert ballot
                ballot_skip(ballot=ballot)
                exposures_recount()
            ballot_issue(challenge=challenge, voter=voter)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(vote, voters))
    assert told(challenge) == counted(challenge) and sum(told(challenge).values()) == 16
