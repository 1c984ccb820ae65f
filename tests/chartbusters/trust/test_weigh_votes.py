"""Weights are stored with their reasons, staff stand above the tests, and what becomes nothing
stands in the trail."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from chartbusters.accounts.models import User
from chartbusters.challenges.models import Challenge
from chartbusters.leaderboard.models import Board
from chartbusters.leaderboard.services import board_refresh, boards_refresh
from chartbusters.trail.models import Act, Trace
from chartbusters.trust.causes import Cause
from chartbusters.trust.models import Sighting, VoterWeight, VoteWeight, WeighingRun
from chartbusters.trust.services import voter_decide, votes_weigh
from chartbusters.trust.weighing import Reason
from chartbusters.voting.models import Vote
from chartbusters.voting.reading import votes_read
from tests.chartbusters.trust.voters import SMTP, person, vote, weighed

pytestmark = pytest.mark.django_db


def written(challenge: Challenge) -> list[Any]:
    """Everything that a weighing stores, but for when."""
    tables = (VoterWeight, VoteWeight, Trace)
    rows = [list(table.objects.order_by("pk").values()) for table in tables]
    run = WeighingRun.objects.filter(challenge=challenge).values("findings", "votes", "revision")
    return [*rows, list(run)]


def test_it_works(contest: Any, settings: LazySettings) -> None:
    settings.MAIL_BACKEND = SMTP
    challenge, entries = contest("voting")
    for voter in (person("old"), person("new", days=0), person("lazy", confirmed=False)):
        vote(challenge, voter, entries[:2])
    found = weighed(challenge)
    assert found["old"] == [1.0] and 0 < found["new"][0] < 1 and found["lazy"] == [0.0]
    stored = {row.voter.username: row for row in VoterWeight.objects.select_related("voter")}
    assert round(stored["new"].weight, 6) == found["new"][0] and stored["lazy"].weight == 0
    reasons = {name: Reason(row.reasons) for name, row in stored.items()}
    assert reasons == {"old": Reason(0), "new": Reason.NEW, "lazy": Reason.UNCONFIRMED}


def test_the_trail_tells_what_became_nothing_and_something_again(
    contest: Any, settings: LazySettings
) -> None:
    settings.MAIL_BACKEND = SMTP
    challenge, entries = contest("voting")
    lazy = person("lazy", confirmed=False)
    vote(challenge, lazy, entries[:2])
    vote(challenge, person("old"), entries[:2])
    weighed(challenge)
    lazy.emailaddress_set.update(verified=True)
    weighed(challenge)
    told = list(Trace.objects.filter(act=Act.WEIGHED).order_by("pk"))
    assert [one.to for one in told] == [lazy, lazy]
    assert "now 0.00: unconfirmed" in told[0].words and "weight 0.00, now 1.00" in told[1].words


def test_weighing_again_writes_nothing(contest: Any, django_assert_max_num_queries: Any) -> None:
    challenge, entries = contest("voting")
    for number in range(5):
        vote(challenge, person(f"voter{number}", days=number), entries[:2])
    weighed(challenge)
    before = written(challenge)
    weighed(challenge)
    assert written(challenge) == before


def test_only_what_changed_is_written(contest: Any) -> None:
    challenge, entries = contest("voting")
    for number in range(5):
        vote(challenge, person(f"voter{number}"), entries[:2])
    weighed(challenge)
    assert writes(challenge) == []
    VoterWeight.objects.filter(voter__username="voter3").update(weight=0.25)
    (written_once,) = writes(challenge)
    assert written_once.startswith("UPDATE") and "0.25" not in written_once
    assert VoterWeight.objects.get(voter__username="voter3").weight == 1


def writes(challenge: Challenge) -> list[str]:
    """What a weighing writes of weights, in SQL."""
    with CaptureQueriesContext(connection) as asked:
        weighed(challenge)
    said = [one["sql"] for one in asked.captured_queries if not one["sql"].startswith("SELECT")]
    return [one for one in said if "trust_vote" in one]


def test_linked_accounts_share_one_weight_where_they_agree(contest: Any) -> None:
    challenge, entries = contest("voting", 5)
    names = ("one", "two", "pupil", "other")
    for number, voter in enumerate(map(person, names)):
        Sighting.objects.create(browser="b" if number < 2 else "school", person=voter)
        for opponent in entries[1:4]:
            better = "b" if voter.username == "other" else "a"
            vote(challenge, voter, (entries[0], opponent), better)
    found = weighed(challenge)
    assert found["one"] == found["two"] == [0.5] * 3
    assert found["pupil"] == found["other"] and min(found["pupil"]) > 0.5


def test_staff_stand_above_the_tests(contest: Any, settings: LazySettings, staff: Any) -> None:
    settings.MAIL_BACKEND = SMTP
    challenge, entries = contest("voting")
    lazy, old = person("lazy", confirmed=False), person("old")
    for voter in (lazy, old):
        vote(challenge, voter, entries[:2])
    for voter, verdict in ((lazy, "release"), (old, "quarantine")):
        voter_decide(challenge=challenge, voter=voter, verdict=verdict, by=staff, reason="Seen.")
    assert weighed(challenge) == {"lazy": [1.0], "old": [0.0]}
    assert VoterWeight.objects.get(voter=old).reasons == Cause.QUARANTINED
    voter_decide(challenge=challenge, voter=old, verdict="automatic", by=staff, reason="No.")
    assert weighed(challenge)["old"] == [1.0]


def test_a_decision_makes_the_board_follow(voted: Any, staff: Any) -> None:
    challenge, _ = voted(entries=3, votes=12)
    assert boards_refresh() == 1 and boards_refresh() == 0
    before = Board.objects.get().run
    voter = User.objects.get(username="voter0")
    voter_decide(challenge=challenge, voter=voter, verdict="quarantine", by=staff, reason="A test.")
    assert boards_refresh() == 1 and Board.objects.get().run != before
    assert boards_refresh() == 0


def test_what_was_decided_before_votes_were_weighed_stays(contest: Any) -> None:
    challenge, entries = contest("closed")
    WeighingRun.objects.create(challenge=challenge, exempt=True)
    vote(challenge, person("new", days=0), entries[:2])
    assert weighed(challenge) == {"new": [1.0]}


def test_votes_in_earlier_challenges_settle_an_account(contest: Any) -> None:
    voter = person("new", days=0)
    first, entries = contest("closed", 4, slug="first")
    for place in range(3):
        vote(first, voter, (entries[place], entries[place + 1]))
    weighed(first)
    challenge, entries = contest("voting", slug="second")
    Challenge.objects.filter(pk=first.pk).update(
        voting_closes_at=challenge.entries_close_at - timedelta(minutes=1)
    )
    vote(challenge, voter, entries[:2])
    weighed(challenge)
    assert VoterWeight.objects.get(challenge=challenge).votes_before == 3
    VoterWeight.objects.filter(challenge=first).update(weight=0)  # bought ones settle nobody
    weighed(challenge)
    assert VoterWeight.objects.get(challenge=challenge).votes_before == 0


def test_no_votes_are_no_fault(contest: Any) -> None:
    challenge, _ = contest("voting")
    assert weighed(challenge) == {} and WeighingRun.objects.get().findings == []


def test_it_costs_the_same_for_many_voters(
    contest: Any, django_assert_max_num_queries: Any
) -> None:
    challenge, entries = contest("voting")
    for number in range(60):
        vote(challenge, person(f"voter{number}", days=0), entries[:2])
    table, _, voters = votes_read(challenge=challenge)
    with django_assert_max_num_queries(40):
        votes_weigh(challenge=challenge, votes=table, voters=voters)
    assert VoterWeight.objects.count() == 60


def test_an_older_computation_does_not_write_over_a_newer_one(
    contest: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another weighing begins and ends while this one computes."""
    from chartbusters.trust.selectors import weights

    challenge, entries = contest("voting")
    old, new = person("old"), person("new", days=0)
    vote(challenge, old, entries[:2])
    table, _, voters = votes_read(challenge=challenge)
    vote(challenge, new, entries[:2])
    told = weights.weights_told

    def interrupted(**what: Any) -> Any:
        monkeypatch.setattr(weights, "weights_told", told)
        weighed(challenge)
        return told(**what)

    monkeypatch.setattr(weights, "weights_told", interrupted)
    assert votes_weigh(challenge=challenge, votes=table, voters=voters).tolist() == [1.0]
    assert VoterWeight.objects.count() == 2 and WeighingRun.objects.get().votes == 2


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_at_once_do_no_harm(contest: Any) -> None:
    challenge, entries = contest("voting")
    for number in range(20):
        vote(challenge, person(f"voter{number}", days=0), entries[:2])

    def weigh(_: int) -> dict[str, list[float]]:
        try:
            return weighed(challenge)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(weigh, range(8)))
    assert all(one == found[0] for one in found)
    assert VoterWeight.objects.count() == 20 and Trace.objects.filter(act=Act.WEIGHED).count() == 0


def test_boards_are_computed_from_weights(voted: Any) -> None:
    challenge, _ = voted(entries=3, votes=12)
    board_refresh(challenge=challenge)
    assert VoterWeight.objects.count() == 12 and Vote.objects.count() == 12
    assert WeighingRun.objects.get().weighed_at <= timezone.now()
