"""Boards follow when an entry is put out and taken back, and a decided one tells that they did."""

from typing import Any

from chartbusters.challenges.services import entry_disqualify, entry_reinstate
from chartbusters.leaderboard.models import BoardSnapshot, Occasion
from chartbusters.leaderboard.services import boards_refresh
from tests.contests import to_phase


def test_a_decided_board_changes_with_a_trace(voted: Any, staff: Any, visitor: Any) -> None:
    challenge, (entry, *_) = voted()
    to_phase(challenge, "closed")
    occasions = BoardSnapshot.objects.filter(challenge=challenge).order_by("number")
    assert boards_refresh() == 1
    entry_disqualify(entry=entry, by=staff, reason="It is a copy.")
    assert boards_refresh() == 1
    decided = occasions.get(occasion=Occasion.CLOSED).sealed_at
    page = visitor.get("/challenges/tunes/leaderboard/", {"at": decided.isoformat()})
    assert f"Entry {entry.number} stood here too" in page.content.decode()
    entry_reinstate(entry=entry, by=staff, reason="It was not.")
    assert boards_refresh() == 1  # though it stands as it did at first
    changed = [Occasion.CLOSED, Occasion.CHANGED, Occasion.CHANGED]
    assert list(occasions.values_list("occasion", flat=True)) == changed
