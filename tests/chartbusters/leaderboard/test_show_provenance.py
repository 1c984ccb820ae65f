"""The board says what an entry is beside its recipes, once its name is told."""

from typing import Any

import pytest

from chartbusters.challenges.models import Entry
from chartbusters.leaderboard.services import board_refresh
from scoring.models import Provenance, Standing
from tests.contests import to_phase

pytestmark = pytest.mark.django_db


def test_it_works(api: Any, visitor: Any, voted: Any) -> None:
    challenge, entries = voted()
    board_refresh(challenge=challenge)
    rows = Provenance.objects.filter(entries=entries[0])
    rows.update(standing=Standing.EDITED, written=9, kept=6, notes=20)
    Entry.objects.filter(pk=entries[1].pk).update(provenance=None)
    board = api().get("/api/v1/leaderboards/tunes/").json()
    assert all(row["provenance"] is None for row in board["rows"])
    assert "edited 3 of 9" not in visitor.get("/challenges/tunes/leaderboard/").content.decode()
    to_phase(challenge, "closed")
    told = {
        row["name"]: row["provenance"]
        for row in api().get("/api/v1/leaderboards/tunes/").json()["rows"]
    }
    assert told[entries[0].title] == "edited 3 of 9 notes" and told[entries[1].title] is None
    assert told[entries[2].title] == "made by hand"
    assert "edited 3 of 9 notes" in visitor.get("/challenges/tunes/leaderboard/").content.decode()
