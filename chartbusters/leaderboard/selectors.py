"""What the board page, the API and the export read: stored columns, never a count over votes."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Count

from chartbusters.challenges.models import Challenge
from chartbusters.challenges.selectors import Anyone, ShownEntry, entries_shown, entry_address
from chartbusters.leaderboard.models import Board, RatingRun, Standing
from chartbusters.leaderboard.ranking import PRIOR
from chartbusters.voting.models import Vote, VoteVoid
from chartbusters.voting.selectors import votes_counting


@dataclass(frozen=True)
class Row:
    """A standing with its entry as the viewer may know it, and where its interval lies on the board's scale."""

    standing: Standing
    shown: ShownEntry
    address: str | None
    scale: tuple[float, float]  # lowest and highest bound on the board

    @property
    def rank(self) -> str:
        low, high = self.standing.rank_low, self.standing.rank_high
        return str(low) if low == high else f"{low}-{high}"

    @property
    def score(self) -> float | None:
        report = self.shown.entry.score_report
        return report.score if report else None

    @property
    def start(self) -> float:
        return self._at(self.standing.low)

    @property
    def middle(self) -> float:
        return self._at(self.standing.rating)

    @property
    def width(self) -> float:
        return self._at(self.standing.high) - self.start

    def _at(self, rating: float) -> float:
        """Place of a rating between 0 and 100."""
        low, high = self.scale
        return round(100 * (rating - low) / ((high - low) or 1), 2)


@dataclass(frozen=True)
class BoardView:
    """What a viewer is shown. Without enough votes there are no rows."""

    run: RatingRun | None
    rows: list[Row]
    votes: int
    needed: int

    @property
    def enough(self) -> bool:
        return self.votes >= self.needed


def board_get(*, challenge: Challenge) -> Board | None:
    return Board.objects.filter(challenge=challenge).select_related("run").first()


def board_view(*, challenge: Challenge, viewer: Anyone) -> BoardView:
    """The board of a challenge, which carries its phase, as this viewer may see it."""
    board = board_get(challenge=challenge)
    run = board.run if board else None
    votes = run.votes if run else 0
    needed = settings.LEADERBOARD_MINIMUM_VOTES
    rows = _rows(challenge, run, viewer) if run and votes >= needed else []
    return BoardView(run, rows, votes, needed)


def _rows(challenge: Challenge, run: RatingRun, viewer: Anyone) -> list[Row]:
    shown = {one.entry.pk: one for one in entries_shown(challenge=challenge, viewer=viewer)}
    standings = [standing for standing in run.standings.all() if standing.entry_id in shown]
    scale = (min((s.low for s in standings), default=0.0), max((s.high for s in standings), default=1.0))
    return [_row(standing, shown[standing.entry_id], scale) for standing in standings]


def _row(standing: Standing, shown: ShownEntry, scale: tuple[float, float]) -> Row:
    return Row(standing, shown, None if shown.blind else entry_address(entry=shown.entry), scale)


def ballots_counting(*, challenge: Challenge) -> list[tuple[str, str, str, str]]:
    """(entry a, entry b, outcome, voter) of every vote that counts."""
    rows = votes_counting(challenge=challenge).values_list(
        "ballot__entry_a_id", "ballot__entry_b_id", "outcome", "ballot__voter_id"
    )
    return [(str(a), str(b), outcome, str(voter)) for a, b, outcome, voter in rows]


def facts_count(*, challenge: Challenge) -> list[int]:
    """Votes and voids there are. Both are only ever added, so equal counts mean that nothing has changed."""
    votes = Vote.objects.filter(ballot__challenge=challenge).count()
    return [votes, VoteVoid.objects.filter(vote__ballot__challenge=challenge).count()]


def boards_stale() -> list[Challenge]:
    """Published challenges with votes or voids that their board does not know; closed ones too: voids come late.

    Three queries however many challenges there are, as this is asked every few seconds.
    """
    counted = Vote.objects.filter(ballot__challenge__published=True).values("ballot__challenge")
    facts = {
        row["ballot__challenge"]: [row["votes"], row["voids"]]
        for row in counted.annotate(votes=Count("pk"), voids=Count("void"))
    }
    boards = Board.objects.filter(pk__in=facts, run__isnull=False).select_related("run")
    known = {board.pk: board.run.parameters.get("facts") for board in boards if board.run}
    return list(Challenge.objects.filter(pk__in=[pk for pk, now in facts.items() if known.get(pk) != now]))


def votes_export(*, challenge: Challenge) -> dict[str, Any]:
    """Everything from which the board can be computed again, voters as numbers."""
    ballots = ballots_counting(challenge=challenge)
    voters = {voter: number for number, voter in enumerate(sorted({ballot[3] for ballot in ballots}, key=int))}
    board = board_get(challenge=challenge)
    return {
        "challenge": challenge.slug,
        "method": "Bradley-Terry, ties half, both-bad left out; 95 % intervals clustered by voter",
        "prior": PRIOR,
        "inputs_digest": board.run.inputs_digest if board and board.run else None,
        "entries": [
            str(pk) for pk in challenge.entries.filter(withdrawn_at=None).order_by("pk").values_list("pk", flat=True)
        ],
        "votes": [[a, b, outcome, voters[voter]] for a, b, outcome, voter in ballots],
    }
