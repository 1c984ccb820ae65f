"""How few votes hold up the first place of a decided board: told on its page and in its export."""

from typing import Any

import pytest

from chartbusters.leaderboard.models import RatingRun
from chartbusters.leaderboard.services import board_refresh, firmness, firmness_find
from chartbusters.leaderboard.showing import fragility_worded
from chartbusters.voting.models import Vote
from chartbusters.voting.services import vote_void
from tests.contests import to_phase

PAGE = "/challenges/tunes/leaderboard/"
EXPORT = "/challenges/tunes/votes.json"


@pytest.fixture
def decided(voted: Any) -> Any:
    challenge, _ = voted()
    board_refresh(challenge=challenge)
    return to_phase(challenge, "closed")


def test_it_works(decided: Any, visitor: Any) -> None:
    assert visitor.get(EXPORT).json()["fragility"] is None
    assert firmness_find() == 1 and firmness_find() == 0
    told = visitor.get(EXPORT).json()["fragility"]
    assert 0 < told["removed"] < told["votes"] <= 40
    assert told["share"] == told["removed"] / told["votes"]
    first, entries = RatingRun.objects.get().standings.get(position=1), decided.entries.all()
    assert told["winner"] in {str(entry.pk) for entry in entries} - {str(first.entry_id)}
    words = f"without {told['removed']} of the {told['votes']} votes that count"
    assert words in visitor.get(PAGE).content.decode()


def test_without_those_votes_another_is_first(decided: Any, staff: Any) -> None:
    from chartbusters.leaderboard.export import inputs_shown
    from chartbusters.ranking.fragility import fragility

    run, inputs = inputs_shown(challenge=decided)
    assert run is not None
    found = fragility(inputs.table, inputs.weights)
    assert found is not None and found.winner is not None
    for key in inputs.table.key[found.rows]:
        vote_void(vote=Vote.objects.get(pk=key), by=staff, reason="a test")
    rows = board_refresh(challenge=decided).standings.order_by("position")
    assert str(rows[0].entry_id) == inputs.entries[found.winner]


def test_it_waits_until_voting_is_over(voted: Any) -> None:
    challenge, _ = voted()
    board_refresh(challenge=challenge)
    assert firmness_find() == 0


def test_a_board_that_is_behind_waits_for_its_votes(decided: Any, staff: Any) -> None:
    vote_void(vote=Vote.objects.exclude(outcome="bad").first(), by=staff, reason="a test")
    assert firmness_find() == 0
    board_refresh(challenge=decided)
    assert firmness_find() == 1


def test_one_that_fails_stops_no_other(
    decided: Any, voted: Any, monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    other, _ = voted(slug="other")
    board_refresh(challenge=other)
    to_phase(other, "closed")
    real, asked = firmness.fragility_of, iter([True, False])

    def fails_once(inputs: Any) -> Any:
        return 1 / 0 if next(asked) else real(inputs)

    monkeypatch.setattr(firmness, "fragility_of", fails_once)
    assert firmness_find() == 1 and "could not be found out" in caplog.text


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (None, ""),
        ({}, ""),
        ({"share": None}, "No removal"),
        ({"share": 0.0, "removed": 0}, "is shared"),
        ({"share": 0.05, "removed": 2, "votes": 40, "exact": True}, "(5 %) another"),
        ({"share": 0.0001, "removed": 9, "votes": 90000, "exact": False}, "(0.01 % at most)"),
    ],
)
def test_it_says_so_in_words(told: Any, words: str) -> None:
    assert words in fragility_worded(told)
    assert bool(words) == bool(fragility_worded(told))
