"""Ballots whose songs were heard."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db.models import F

from chartbusters.voting.models import Ballot
from chartbusters.voting.services import ballot_heard, ballot_issue


@pytest.fixture
def heard_ballot(contest: Callable[..., Any]) -> Callable[..., Ballot]:
    """`heard_ballot(bob, challenge)`: issued a minute ago, both sides heard long enough."""

    def make(voter: Any, challenge: Any) -> Ballot:
        ballot = ballot_issue(challenge=challenge, voter=voter)
        assert ballot is not None
        Ballot.objects.filter(pk=ballot.pk).update(issued_at=F("issued_at") - timedelta(minutes=1))
        ballot_heard(ballot=ballot, side="a", ms=20_000)
        return ballot_heard(ballot=ballot, side="b", ms=20_000)

    return make
