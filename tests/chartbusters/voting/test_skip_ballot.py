"""A pair is skipped: it is not voted on then, and not everything may be skipped."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from chartbusters.voting.models import Ballot, Vote
from chartbusters.voting.services import ballot_skip, vote_cast
from chartbusters.web.errors import Refusal
from tests.chartbusters.voting.addresses import address


def test_it_rejects_skipped_ballots_and_caps_skips(
    bob: Any, contest: Any, heard_ballot: Any
) -> None:
    challenge, _ = contest("voting", 8)  # twelve pairs, and each skip is one of them
    for _ in range(10):
        ballot = heard_ballot(bob, challenge)
        ballot_skip(ballot=ballot)
    with pytest.raises(Refusal, match="skipped"):
        vote_cast(ballot=ballot, outcome="a")
    with pytest.raises(Refusal, match="please vote"):
        ballot_skip(ballot=heard_ballot(bob, challenge))


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_it_never_counts_what_is_skipped_at_the_same_moment(
    bob: Any, contest: Any, heard_ballot: Any
) -> None:
    challenge, _ = contest("voting", 12)  # of six the draw may end before the eighth pair
    together = Barrier(2)

    def act(action: Any) -> None:
        try:
            together.wait()
            action()
        except Refusal:
            pass  # the other one came first
        finally:
            connection.close()

    for _ in range(8):
        ballot = heard_ballot(bob, challenge)
        with ThreadPoolExecutor(2) as pool:
            cast = pool.submit(act, lambda held=ballot: vote_cast(ballot=held, outcome="a"))
            skip = pool.submit(act, lambda held=ballot: ballot_skip(ballot=held))
            cast.result(), skip.result()
        skipped = Ballot.objects.get(pk=ballot.pk).skipped_at is not None
        assert skipped != Vote.objects.filter(ballot=ballot).exists()


def test_it_rejects_a_skip_of_what_is_voted(
    api: Any, bob: Any, contest: Any, heard_ballot: Any
) -> None:
    challenge, _ = contest("voting")
    ballot = heard_ballot(bob, challenge)
    vote_cast(ballot=ballot, outcome="a")
    answer = api(bob).post(address(ballot, "skip"))
    assert (answer.status_code, answer.json()["code"]) == (409, "already_voted")
    ballot.refresh_from_db()
    assert ballot.skipped_at is None
