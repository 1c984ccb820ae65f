"""The playlist of a challenge: its entries in order once the result is told; before, there is
none."""

import re
from typing import Any

import pytest

from chartbusters.challenges.models import Challenge, Entry
from chartbusters.leaderboard.services import board_refresh
from chartbusters.voting.services import vote_cast
from tests.contests import to_phase

pytestmark = pytest.mark.django_db
PAGE = "/challenges/tunes/playlist/"


@pytest.fixture
def judged(contest: Any, heard_ballot: Any, charlie: Any) -> Challenge:
    """Three entries, with a vote on each pair, whose result is not told yet."""
    challenge: Challenge
    challenge, _ = contest("voting", 3)
    for _ in range(3):
        vote_cast(ballot=heard_ballot(charlie, challenge), outcome="a")
    Challenge.objects.filter(pk=challenge.pk).update(minimum_votes=1)
    board_refresh(challenge=challenge)
    return challenge


@pytest.mark.parametrize("phase", ["upcoming", "open", "voting"])
def test_before_there_is_none(phase: str, contest: Any, client_of: Any, alice: Any) -> None:
    contest(phase, entries=2)
    for one in (client_of(alice),):
        assert one.get(PAGE).status_code == 404
        assert "Play all in order" not in one.get("/challenges/tunes/entries/").content.decode()


def test_it_works(judged: Challenge, visitor: Any) -> None:
    assert visitor.get(PAGE).status_code == 404
    challenge = to_phase(judged, "closed")
    board_refresh(challenge=challenge)
    page = visitor.get(PAGE).content.decode()
    shown = re.findall(r'<h3><a href="/challenges/tunes/entries/([^/]+)/', page)
    entries = Entry.objects.filter(challenge=challenge)
    assert sorted(shown) == sorted(str(entry.pk) for entry in entries)
    assert "Play all in order" in visitor.get("/challenges/tunes/entries/").content.decode()


def test_what_is_put_out_or_withdrawn_is_not_in_it(judged: Challenge, visitor: Any) -> None:
    challenge = to_phase(judged, "closed")
    first = Entry.objects.filter(challenge=challenge).first()
    Entry.objects.filter(pk=first.pk).update(withdrawn_at=challenge.created_at)  # type: ignore[union-attr]
    page = visitor.get(PAGE).content.decode()
    assert page.count('class="track"') == 2 and str(first.pk) not in page  # type: ignore[union-attr]
