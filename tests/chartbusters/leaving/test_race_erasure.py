"""A request that works on what is erased at this very moment is told so; it is nobody's fault."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from chartbusters.accounts.models import User
from chartbusters.challenges.services import entry_create, entry_withdraw
from chartbusters.compositions.models import Composition
from chartbusters.compositions.services import composition_update, revision_add
from chartbusters.leaving.services import person_erase
from chartbusters.voting.models import Ballot, Vote
from chartbusters.voting.services import ballot_heard, vote_cast
from chartbusters.web.errors import Refusal
from tests.chartbusters.leaving.lives import Life

WRITES: dict[str, Callable[..., Any]] = {
    "save": lambda song, entry, ballot: revision_add(composition=song, song=entry.song.song),
    "change": lambda song, entry, ballot: composition_update(composition=song, title="Late"),
    "enter": lambda song, entry, ballot: entry_create(
        challenge=entry.challenge, composition=song, maker=song.owner
    ),
    "withdraw": lambda song, entry, ballot: entry_withdraw(entry=entry),
    "hear": lambda song, entry, ballot: ballot_heard(ballot=ballot, side="a", ms=10),
    "vote": lambda song, entry, ballot: vote_cast(ballot=ballot, outcome="a"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("write", WRITES)
def test_it_says_what_has_happened(life: Life, write: str) -> None:
    song = Composition.objects.select_related("owner", "head__song").get(
        pk=life.fresh.composition_id
    )
    ballot = Ballot.objects.select_related("challenge").get(voter=life.person, vote=None)
    life.fresh.song.song.digest  # noqa: B018  the request has read it
    person_erase(person=life.person, by=life.person)
    with pytest.raises(Refusal) as refusal:
        WRITES[write](song, life.fresh, ballot)
    assert (refusal.value.code, refusal.value.status) == ("gone", 409)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_vote_at_the_same_moment_counts_or_is_told(contest: Any, heard_ballot: Any) -> None:
    """Never a vote that points nowhere, never an error of ours."""
    challenge, _ = contest("voting")
    for number in range(6):
        voter = User.objects.create_user(f"voter{number}")
        ballot = heard_ballot(voter, challenge)
        cast, erased = together(
            lambda ballot=ballot: vote_cast(ballot=ballot, outcome="a"),
            lambda voter=voter: person_erase(person=voter, by=voter),
        )
        assert not isinstance(erased, Exception)
        assert Vote.objects.filter(ballot__voter=voter).exists() == isinstance(cast, Vote)
        assert isinstance(cast, Vote) or getattr(cast, "code", "") == "gone"


def together(*actions: Callable[[], Any]) -> list[Any]:
    """What each returns or raises when all begin at once."""
    gate, answers = threading.Barrier(len(actions)), [None] * len(actions)

    def one(number: int) -> None:
        gate.wait()
        try:
            answers[number] = actions[number]()
        except Exception as error:
            answers[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=[number]) for number in range(len(actions))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers
