"""What boards are computed from, which of them are stale, and what is kept; what they show stands
in `showing.py`."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Count, QuerySet, Subquery

from chartbusters.challenges.models import Challenge, Entry
from chartbusters.challenges.selectors import entries_standing
from chartbusters.leaderboard.models import Board, RatingRun
from chartbusters.ranking import PRIOR
from chartbusters.voting.models import Vote
from chartbusters.voting.selectors import votes_counting


def board_get(*, challenge: Challenge) -> Board | None:
    return Board.objects.filter(challenge=challenge).select_related("run").first()


@dataclass(frozen=True)
class Inputs:
    """All from which a board is computed, and how much there was of it when it was read."""

    facts: list[int]
    entries: list[Entry]
    ballots: list[tuple[str, str, str, str]]  # entry a, entry b, outcome, voter

    @property
    def digest(self) -> str:
        content = [sorted(str(entry.pk) for entry in self.entries), sorted(self.ballots), PRIOR]
        return hashlib.sha256(json.dumps(content).encode()).hexdigest()


def inputs_of(*, challenge: Challenge) -> Inputs:
    """Standing entries, and the votes between them that count.

    Facts are counted first: what comes while the rest is read is not in them, and makes the board
    stale. Entries are read before votes: an entry withdrawn in between is still known, and only the
    votes on it are gone.
    """
    facts = votes_counted(challenges=[challenge.pk]).get(challenge.pk, [])
    entries = list(entries_standing(challenge=challenge))
    rows = votes_counting(challenge=challenge).values_list(
        "ballot__entry_a_id", "ballot__entry_b_id", "outcome", "ballot__voter_id"
    )
    return Inputs(
        facts, entries, [(str(a), str(b), outcome, str(voter)) for a, b, outcome, voter in rows]
    )


def votes_counted(*, challenges: Iterable[Any]) -> dict[int, list[int]]:
    """[votes, voids, entries, withdrawals] of those among some challenges (keys, or a query of
    keys) that have votes.

    All four are only ever added, so equal counts mean that nothing has changed, and of two readings
    the one that counts more is the later one.
    """
    votes = Vote.objects.filter(ballot__challenge__in=challenges).values("ballot__challenge")
    voted = {
        row["ballot__challenge"]: [row["votes"], row["words"]]
        for row in votes.annotate(votes=Count("pk", distinct=True), words=Count("voids"))
    }
    entries = Entry.objects.filter(challenge__in=list(voted)).values("challenge")
    counted = entries.annotate(entries=Count("pk"), withdrawals=Count("withdrawn_at"))
    entered = {row["challenge"]: [row["entries"], row["withdrawals"]] for row in counted}
    return {
        challenge: [*facts, *entered.get(challenge, [0, 0])] for challenge, facts in voted.items()
    }


def boards_stale() -> list[Challenge]:
    """Published challenges of which something has changed that their board does not know; closed
    ones too: voids come late.

    Three queries however many challenges there are, as this is asked every few seconds.
    """
    facts = votes_counted(challenges=Challenge.objects.published().order_by().values("pk"))
    boards = Board.objects.filter(pk__in=facts, run__isnull=False).select_related("run")
    known = {board.pk: board.run.parameters.get("facts") for board in boards if board.run}
    return list(
        Challenge.objects.filter(pk__in=[pk for pk, now in facts.items() if known.get(pk) != now])
    )


def boards_failing() -> QuerySet[Board]:
    """Boards that people may see and that could not be computed when it was last tried."""
    failing = Board.objects.filter(challenge__published=True).exclude(failed_at=None)
    return failing.select_related("challenge").order_by("failed_at")


def challenges_with_many_runs() -> QuerySet[Challenge]:
    """Challenges of which more computations are stored than the newest that are kept."""
    counted = RatingRun.objects.values("challenge").annotate(count=Count("pk"))
    many = counted.filter(count__gt=settings.LEADERBOARD_RUNS_KEPT)
    return Challenge.objects.filter(pk__in=many.values("challenge"))


def runs_kept(*, challenge: Challenge) -> set[int]:
    """The newest computations, the one that is shown, and those around the end of voting: the
    result as it was then."""
    runs = RatingRun.objects.filter(challenge=challenge)
    end = Challenge.objects.filter(pk=challenge.pk).values("voting_closes_at")
    newest = runs.order_by("-pk")[: settings.LEADERBOARD_RUNS_KEPT]
    before = runs.filter(created_at__lt=Subquery(end)).order_by("-pk")[:1]
    after = runs.filter(created_at__gte=Subquery(end)).order_by("pk")[:1]
    shown = Board.objects.filter(challenge=challenge, run__isnull=False).values_list(
        "run_id", flat=True
    )
    kept = set(shown)
    for some in (newest, before, after):
        kept.update(some.values_list("pk", flat=True))
    return kept


def runs_old(*, challenge: Challenge, most: int) -> list[int]:
    """Computations that need not be kept, the oldest first."""
    old = RatingRun.objects.filter(challenge=challenge).exclude(
        pk__in=runs_kept(challenge=challenge)
    )
    return list(old.order_by("pk").values_list("pk", flat=True)[:most])


def votes_export(*, challenge: Challenge) -> dict[str, Any]:
    """Everything from which the board can be computed again, voters as numbers."""
    inputs = inputs_of(challenge=challenge)
    people = sorted({vote[3] for vote in inputs.ballots}, key=int)
    voters = {voter: number for number, voter in enumerate(people)}
    board = board_get(challenge=challenge)
    return {
        "challenge": challenge.slug,
        "method": "Bradley-Terry, ties half, both-bad left out; 95 % intervals clustered by voter",
        "prior": PRIOR,
        "inputs_digest": board.run.inputs_digest if board and board.run else None,
        "entries": sorted(str(entry.pk) for entry in inputs.entries),
        "votes": [[a, b, outcome, voters[voter]] for a, b, outcome, voter in inputs.ballots],
    }
