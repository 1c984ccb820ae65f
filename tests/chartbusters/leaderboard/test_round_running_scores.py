"""A board that is live shows scores rounded to 5 while the draw behind them is secret."""

from typing import Any

from chartbusters.challenges.models import Challenge
from chartbusters.leaderboard.services import board_refresh
from scoring.models import ScoreReport
from tests.contests import to_phase

SEED, EXACT = "5eed" * 8, 63.7


def test_boards_round_while_it_runs(voted: Any, api: Any) -> None:
    challenge, _ = voted()
    Challenge.objects.filter(pk=challenge.pk).update(board_shows="live", score_seed=SEED)
    ScoreReport.objects.update(seed=SEED, score=EXACT, state="done")
    board_refresh(challenge=challenge)
    board = api().get(f"/api/v1/leaderboards/{challenge.slug}/").json()
    assert {row["score"] for row in board["rows"]} == {65}
    to_phase(challenge, "closed")
    board = api().get(f"/api/v1/leaderboards/{challenge.slug}/").json()
    assert {row["score"] for row in board["rows"]} == {EXACT}
