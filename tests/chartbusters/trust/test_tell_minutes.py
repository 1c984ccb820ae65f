"""Votes a minute on the page of the votes of a challenge."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from chartbusters.challenges.models import Challenge
from chartbusters.trust.selectors import minutes
from chartbusters.voting.models import Vote, VoteUndo
from tests.chartbusters.trust.voters import person, votes_bulk

pytestmark = pytest.mark.django_db
AGO = timedelta(minutes=20)


@pytest.fixture
def burst(contest: Any) -> Any:
    """Twelve votes in one minute, which was twenty minutes ago, and one two hours ago."""
    challenge, entries = contest("voting", 2)
    people = [person(f"p{number}") for number in range(13)]
    votes_bulk(challenge, [(one, entries, "a") for one in people])
    when = (timezone.now() - AGO).replace(second=30)
    Vote.objects.filter(challenge=challenge).update(cast_at=when)
    early = Vote.objects.filter(ballot__voter=people[0])
    early.update(cast_at=when - timedelta(hours=2))
    return challenge


def told(challenge: Any) -> list[tuple[int, int, bool]]:
    found = minutes.minutes_told(challenge=challenge)
    assert len({one.begins for one in found}) == len(found) <= minutes.SHOWN
    return [(one.votes, one.voters, one.odd) for one in found if one.votes]


def test_it_works(burst: Any, staff: Any, client_of: Any) -> None:
    assert told(burst) == [(12, 12, True)]
    page = client_of(staff).get(f"/admin/trust/weighedchallenge/{burst.pk}/change/")
    assert "12 votes of 12 accounts</strong>, more than chance brings" in page.content.decode()


def test_votes_taken_back_are_not_in_it(burst: Any) -> None:
    vote = Vote.objects.order_by("pk")[5]
    VoteUndo.objects.create(vote=vote, challenge=burst, voter=vote.ballot.voter, number=1)
    assert told(burst) == [(11, 11, True)]


def test_after_voting_it_is_the_last_hour_of_it(burst: Any) -> None:
    end = timezone.now() - AGO + timedelta(minutes=2)
    times = {"entries_close_at": end - timedelta(hours=3), "opens_at": end - timedelta(hours=4)}
    Challenge.objects.filter(pk=burst.pk).update(voting_closes_at=end, **times)
    found = minutes.minutes_told(challenge=burst)
    assert [place for place, one in enumerate(found) if one.votes] == [len(found) - 3]


def test_it_reads_so_many_and_leaves_out_minutes_that_it_knows_in_part(
    burst: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(minutes, "MOST_READ", 5)
    assert told(burst) == []
    assert len(minutes.minutes_told(challenge=burst)) <= 21
