"""Whoever leaves keeps the weight of their votes, and takes nothing home of how it came."""

from typing import Any

import pytest
from django.conf import LazySettings

from chartbusters.accounts.models import User
from chartbusters.leaving.selectors import account_told, votes_told
from chartbusters.leaving.services import person_erase
from chartbusters.trail.models import Act, Trace
from chartbusters.trust.services import voter_decide
from tests.chartbusters.trust.voters import SMTP, person, vote, weighed

pytestmark = pytest.mark.django_db


def test_who_leaves_keeps_the_weight(contest: Any, settings: LazySettings) -> None:
    settings.MAIL_BACKEND = SMTP
    challenge, entries = contest("voting")
    for voter in (person("old"), person("lazy", confirmed=False)):
        vote(challenge, voter, entries[:2])
    weighed(challenge)
    for name in ("old", "lazy"):
        leaving = User.objects.get(username=name)
        person_erase(person=leaving, by=leaving)
    assert sorted(weighed(challenge).values()) == [[0.0], [1.0]]


def test_leaving_before_the_first_weighing_is_no_way_out(
    contest: Any, settings: LazySettings
) -> None:
    settings.MAIL_BACKEND = SMTP
    challenge, entries = contest("voting")
    for voter in (person("fresh", days=0), person("lazy", confirmed=False)):
        vote(challenge, voter, entries[:2])
        person_erase(person=voter, by=voter)
    ((low,), (high,)) = sorted(weighed(challenge).values())
    assert low == 0 and 0 < high < 1


def test_what_votes_weigh_is_not_taken_home(contest: Any, alice: Any, staff: Any) -> None:
    """Who buys votes would read in it how they do."""
    challenge, entries = contest("voting")
    vote(challenge, alice, entries[:2])
    voter_decide(
        challenge=challenge, voter=alice, verdict="quarantine", by=staff, reason="A puppet."
    )
    weighed(challenge)
    assert Trace.objects.filter(act=Act.WEIGHED, to=alice).count() == 2
    told = str(account_told(person=alice)) + str(list(votes_told(person=alice)))
    assert "puppet" not in told and "weigh" not in told
