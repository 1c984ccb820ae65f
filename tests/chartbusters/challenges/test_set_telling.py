"""When the result is told: set by the form, bounded, told to all, moved with what moves."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from chartbusters.challenges.models import Challenge, ChallengeNote
from chartbusters.challenges.services import challenge_extend, challenge_save
from chartbusters.web.errors import Refusal
from tests.chartbusters.challenges.test_change_challenge import filled
from tests.contests import to_phase

DAY = timedelta(days=1)


def telling(challenge: Challenge, after: timedelta) -> dict[str, str]:
    at = challenge.voting_closes_at + after
    return {"reveal_at_0": f"{at:%Y-%m-%d}", "reveal_at_1": f"{at:%H:%M:%S}"}


def test_it_works(challenge_in: Any, client_of: Any, staff: Any, api: Any) -> None:
    """In the administration, after the opening: everybody reads it under what was changed, and
    among the terms."""
    challenge = challenge_in("open")
    address = f"/admin/challenges/challenge/{challenge.pk}/change/"
    wish = filled(challenge, **telling(challenge, DAY))
    browser = client_of(staff)
    assert "Say in a few words why" in browser.post(address, wish).content.decode()
    assert browser.post(address, wish | {"note": "For the feast."}).status_code == 302
    told = api().get("/api/v1/challenges/tunes/").json()
    assert told["told_at"] == told["reveal_at"] > told["voting_closes_at"]
    note = ChallengeNote.objects.get()
    assert note.words == "For the feast." and "Now: Votes and ranks are told on" in note.text


@pytest.mark.parametrize(
    ("after", "shows"), [(-DAY, "hidden"), (61 * DAY, "hidden"), (DAY, "live")]
)
def test_it_rejects_other_moments(
    after: timedelta, shows: str, challenge_in: Any, staff: Any
) -> None:
    challenge = challenge_in("upcoming", board_shows=shows)
    challenge.reveal_at = challenge.voting_closes_at + after
    with pytest.raises(Refusal) as refused:
        challenge_save(challenge=challenge, by=staff)
    assert refused.value.field == "reveal_at"


@pytest.mark.postgres
def test_the_database_holds_it(challenge_in: Any) -> None:
    challenge = challenge_in("voting")
    assert Challenge.objects.get().told_at == challenge.voting_closes_at
    for wrong in ({"reveal_at": challenge.entries_close_at}, {"board_shows": "live"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            later = {"reveal_at": challenge.voting_closes_at + DAY}
            Challenge.objects.update(**later | wrong)


def test_more_time_moves_it_and_never_opens_what_is_over(challenge_in: Any, staff: Any) -> None:
    challenge = challenge_in("voting")
    Challenge.objects.update(reveal_at=challenge.voting_closes_at + DAY)
    challenge_extend(challenge=challenge, by=staff, length=DAY)
    assert Challenge.objects.get().told_at == challenge.voting_closes_at + 2 * DAY
    with pytest.raises(Refusal) as refused:
        challenge_extend(challenge=to_phase(challenge, "held"), by=staff, length=DAY)
    assert refused.value.code == "over"
