"""A worker is killed before each question that it asks a real PostgreSQL, amid a board, a final
board and a close: the board is the old or the new one, and the next worker does the rest."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db.models import Count, F, Max, Min
from django.db.models.functions import Now

from chartbusters.challenges.models import Challenge
from chartbusters.leaderboard.final.services import final_refresh
from chartbusters.leaderboard.models import Board, FinalStanding, RatingRun
from chartbusters.leaderboard.services import board_refresh, boards_refresh
from chartbusters.voting.models import Vote, VoteBlock
from chartbusters.voting.services import vote_cast, vote_restore, vote_void
from tests.databases import on_postgres
from tests.races import ROUNDS, Figures, killed_at

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not on_postgres(), reason="workers are killed on a real PostgreSQL"),
]
OUTCOMES = ("a", "b", "tie")


def _assert_whole(challenge: Challenge, entries: int) -> None:
    """Every board that was ever computed has each entry once, in places without a gap; blocks hold
    the votes that they say."""
    runs = RatingRun.objects.filter(challenge=challenge).annotate(
        rows=Count("standings"), first=Min("standings__position"), last=Max("standings__position")
    )
    for run in runs:
        assert (run.rows, run.entries, run.first, run.last) == (entries, entries, 1, entries)
    after = total = 0
    for block in VoteBlock.objects.filter(challenge=challenge).order_by("number"):
        votes = Vote.objects.filter(challenge=challenge, pk__gt=after, pk__lte=block.last_key)
        total += block.rows
        assert votes.count() == block.rows
        assert block.total == total
        after = block.last_key


def test_a_board_whose_worker_is_killed_is_the_old_or_the_new_one(
    contest: Any, heard_ballots: Any, figures: Figures
) -> None:
    challenge, entries = contest("voting", 5)
    step = 1
    for number in range(ROUNDS):
        before = _shown(challenge)
        for ballot in heard_ballots(challenge, 3):
            vote_cast(ballot=ballot, outcome=OUTCOMES[number % 3])
        killed = killed_at(step, lambda: board_refresh(challenge=challenge))
        _assert_whole(challenge, len(entries))
        assert _shown(challenge) in (before, Vote.objects.count())
        assert board_refresh(challenge=challenge).votes == Vote.objects.count()
        figures.add(rounds=1, killed=killed)
        step = step + 1 if killed else 1


def test_a_close_whose_worker_is_killed_is_done_by_the_next(
    contest: Any, heard_ballots: Any, figures: Figures, settings: Any
) -> None:
    """When voting is over the last votes are sealed and the board is computed once more."""
    settings.ENTRIES_A_DAY = ROUNDS
    step = 1
    for number in range(ROUNDS):
        challenge, entries = contest("voting", 3, slug=f"tunes-{number}")
        for ballot in heard_ballots(challenge, 4):
            vote_cast(ballot=ballot, outcome="b")
        hour = timedelta(hours=1)
        Vote.objects.filter(challenge=challenge).update(cast_at=F("cast_at") - 2 * hour)
        Challenge.objects.filter(pk=challenge.pk).update(voting_closes_at=Now() - hour)
        killed = killed_at(step, boards_refresh)
        _assert_whole(challenge, len(entries))
        assert _shown(challenge) in (0, 4)
        Board.objects.filter(challenge=challenge).update(asked_at=None)  # its patience is over
        boards_refresh()
        _assert_whole(challenge, len(entries))
        assert _shown(challenge) == 4
        figures.add(rounds=1, killed=killed)
        step = step + 1 if killed else 1


def test_a_final_board_whose_worker_is_killed_is_the_old_or_the_new_one(
    contest: Any, heard_ballots: Any, figures: Figures
) -> None:
    """Votes are voided, and count again, after the end."""
    staff = get_user_model().objects.create_superuser("stella")
    challenge, entries = contest("voting", 4)
    for ballot in heard_ballots(challenge, 12):
        vote_cast(ballot=ballot, outcome="a")
    hour = timedelta(hours=1)
    Vote.objects.update(cast_at=F("cast_at") - 2 * hour)
    Challenge.objects.update(voting_closes_at=Now() - hour)
    step = 1
    for number in range(ROUNDS):
        before = _decided(challenge)
        say = vote_restore if number % 2 else vote_void
        say(vote=Vote.objects.earliest("pk"), by=staff, reason="To see.")
        board_refresh(challenge=challenge)
        killed = killed_at(step, lambda: final_refresh(challenge=challenge))
        seen = _decided(challenge)
        final_refresh(challenge=challenge)
        after = _decided(challenge)
        assert seen in (before, after)
        assert before != after
        assert len(after) == len(entries)
        figures.add(rounds=1, killed=killed)
        step = step + 1 if killed else 1


def _decided(challenge: Challenge) -> list[dict[str, Any]]:
    """The final board as it is shown, row by row."""
    rows = FinalStanding.objects.filter(board__challenge=challenge).exclude(position=None)
    told = [field.name for field in FinalStanding._meta.fields if field.name != "id"]
    return list(rows.order_by("position").values(*told, "board__inputs_digest"))


def _shown(challenge: Challenge) -> int:
    """Votes of the board that is shown."""
    return (
        Board.objects.filter(challenge=challenge).values_list("run__votes", flat=True).first() or 0
    )
