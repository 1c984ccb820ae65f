"""A ballot is judged once or put aside, whatever else happens at that moment; nobody gets a fault
of ours."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db.models import F
from django.db.models.functions import Now
from django.test import Client

from chartbusters.challenges.models import Challenge, Entry
from chartbusters.leaderboard.services import board_refresh
from chartbusters.voting.models import Ballot, Vote, VoteVoid
from chartbusters.voting.services import vote_void
from tests.contests import to_phase
from tests.interleaving import interleaved

Action = Callable[[], Any]


class Booth:
    """One ballot of one voter, heard and not judged, and what may happen to it."""

    def __init__(self, ballot: Ballot, staff: Any) -> None:
        self.ballot, self.staff = ballot, staff

    def asks(self, address: str, body: Any = None) -> Action:
        client = Client(raise_request_exception=False)
        client.force_login(self.ballot.voter)
        return lambda: client.post(
            f"/api/v1/ballots/{address}", json.dumps(body or {}), "application/json"
        )

    def does(self, action: str, **body: Any) -> Action:
        return self.asks(f"{self.ballot.pk}/{action}/", body)

    def withdraws(self) -> Action:
        """As when entries were opened again while somebody votes."""
        return lambda: Entry.objects.filter(pk=self.ballot.entry_a_id).update(withdrawn_at=Now())

    def closes(self) -> Action:
        return lambda: Challenge.objects.filter(pk=self.ballot.challenge_id).update(
            voting_closes_at=Now()
        )

    def voids(self) -> Action:
        def void() -> Any:
            vote = Vote.objects.filter(ballot=self.ballot).first()
            return vote and vote_void(vote=vote, by=self.staff, reason="Looks wrong.")

        return void


ACTIONS: dict[str, Callable[[Booth], Action]] = {
    "vote a": lambda booth: booth.does("vote", outcome="a"),
    "vote b": lambda booth: booth.does("vote", outcome="b"),
    "skip": lambda booth: booth.does("skip"),
    "hear": lambda booth: booth.does("heard", side="a", ms=30_000),
    "next": lambda booth: booth.asks("", {"challenge": "tunes"}),
    "withdraw": Booth.withdraws,
    "close": Booth.closes,
    "void": Booth.voids,
    "board": lambda booth: lambda: board_refresh(challenge=booth.ballot.challenge),
}
PAIRS = [
    *(("vote a", other) for other in ACTIONS),
    *(("skip", other) for other in ACTIONS if other not in ("void", "board", "vote b")),
    *(("next", other) for other in ("next", "skip", "vote a", "withdraw", "close")),
    *(
        ("hear", "vote a"),
        ("hear", "hear"),
        ("void", "void"),
        ("void", "vote a"),
        ("board", "vote a"),
    ),
    *(("board", "withdraw"), ("board", "board"), ("board", "close")),
]


# On PostgreSQL each test costs seconds: there those are tried whose locks meet.
LOCKING = {"vote a", "skip", "next", "close", "void"}
TRIED = [
    pytest.param(*pair, marks=pytest.mark.postgres if LOCKING.issuperset(pair) else ())
    for pair in PAIRS
]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("first", "second"), TRIED, ids=lambda name: name.replace(" ", "-"))
def test_nobody_gets_a_fault_of_ours(
    first: str, second: str, contest: Any, heard_ballot: Any, staff: Any
) -> None:
    challenge, _ = contest("voting")
    voter = get_user_model().objects.create_user("voter")

    def make() -> tuple[Action, Action]:
        for model in (VoteVoid, Vote, Ballot):
            model.objects.all().delete()
        Entry.objects.update(withdrawn_at=None)
        booth = Booth(heard_ballot(voter, to_phase(challenge, "voting")), staff)
        if "void" in (first, second) and not {first, second} & {"vote a"}:
            Vote.objects.create(challenge=booth.ballot.challenge, ballot=booth.ballot, outcome="b")
        return ACTIONS[first](booth), ACTIONS[second](booth)

    for outcome in interleaved(make):
        said = dict(zip((first, second), outcome[1:], strict=True))
        for name, answer in said.items():
            assert not isinstance(answer, Exception), (name, outcome)
            assert getattr(answer, "status_code", 200) < 500, (name, outcome)
        _assert_one_word(said)


def _assert_one_word(said: dict[str, Any]) -> None:
    """Of one ballot there is one word, and it is what its voter was told."""
    assert not Vote.objects.filter(ballot__skipped_at__isnull=False).exists(), (
        "both skipped and cast"
    )
    for name, answer in said.items():
        if name == "skip" and answer.status_code == 204:
            assert Ballot.objects.filter(skipped_at__isnull=False).exists(), (
                "told that it was skipped"
            )
        if name.startswith("vote ") and answer.status_code == 201:
            assert Vote.objects.get().outcome == name[-1], "told that it counts"
    assert Vote.objects.count() <= 1
    assert not Vote.objects.filter(cast_at__gt=F("ballot__challenge__voting_closes_at")), (
        "cast after the end"
    )
    open_ones = Ballot.objects.filter(skipped_at=None, vote=None, entry_a__withdrawn_at=None)
    assert open_ones.filter(entry_b__withdrawn_at=None).count() <= 1, "two pairs to choose from"
