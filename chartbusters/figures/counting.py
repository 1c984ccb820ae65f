"""Counts everything at once. It reads all ballots of a challenge, so only workers do it."""

from itertools import pairwise
from typing import Any

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import TruncDate

from chartbusters.challenges.models import Challenge, Entry
from chartbusters.challenges.score_draws import score_known
from chartbusters.voting.models import Ballot, Vote
from scoring.models import ReportState

LISTENED = (10, 20, 40, 80)  # seconds of both sides together, up to which a column goes
VOTED = (1, 5, 10, 20)  # votes of one voter
SCORED = (10, 20, 30, 40, 50, 60, 70, 80, 90)

Columns = list[list[Any]]  # [name, number]


def figures_counted(*, challenge: Challenge) -> dict[str, Any]:
    """All figures, as they are kept and shown."""
    entries = Entry.objects.filter(challenge=challenge).order_by()
    # Taken back by whoever cast it, a vote was none; its ballot gave way to another.
    votes = Vote.objects.filter(challenge=challenge, undo=None).order_by()
    ballots = Ballot.objects.filter(challenge=challenge).order_by()
    return {
        "entries": _by_day(entries, "submitted_at"),
        "votes": _by_day(votes, "cast_at"),
        "listened": _listened(ballots.filter(vote__isnull=False, replaced_at=None)),
        "voters": _voters(votes),
        "scores": _scores(entries.filter(withdrawn_at=None)),
        "totals": _of_entries(entries) | _of_ballots(ballots),
    }


def _by_day(rows: QuerySet[Any], column: str) -> Columns:
    """Days (UTC) on which something came, the first day first."""
    days = rows.annotate(day=TruncDate(column)).values_list("day")
    counted = days.annotate(count=Count("pk")).order_by("day")
    return [[day.isoformat(), count] for day, count in counted]


def _of_entries(entries: QuerySet[Entry]) -> dict[str, int]:
    standing = Q(withdrawn_at=None)
    return entries.aggregate(
        entries=Count("pk", filter=standing),
        makers=Count("maker", filter=standing, distinct=True),
        withdrawn=Count("pk", filter=~standing & Q(disqualified_at=None)),
        disqualified=Count("pk", filter=Q(disqualified_at__isnull=False)),
        unscored=Count("pk", filter=standing & ~Q(score_report__state=ReportState.DONE)),
    )


def _of_ballots(ballots: QuerySet[Ballot]) -> dict[str, int]:
    kept = Q(replaced_at=None)
    return ballots.aggregate(
        pairs=Count("pk", filter=kept),
        replaced=Count("pk", filter=~kept),
        skipped=Count("pk", filter=Q(skipped_at__isnull=False)),
        open=Count("pk", filter=kept & Q(skipped_at=None, vote=None)),
        votes=Count("vote", filter=kept),
        voters=Count("voter", filter=kept & Q(vote__isnull=False), distinct=True),
    )


def _listened(ballots: QuerySet[Ballot]) -> Columns:
    heard = ballots.annotate(ms=F("heard_ms_a") + F("heard_ms_b"))
    return _columns(heard, "ms", LISTENED, scale=1000, unit=" s")


def _voters(votes: QuerySet[Vote]) -> Columns:
    each = votes.values("ballot__voter").annotate(cast=Count("pk")).values_list("cast", flat=True)
    counts: list[int] = [0] * (len(VOTED) + 1)
    for cast in each.iterator(2_000):
        counts[sum(cast > most for most in VOTED)] += 1
    return [list(pair) for pair in zip(_whole_names(VOTED), counts, strict=True)]


def _scores(entries: QuerySet[Entry]) -> Columns:
    known = entries.filter(score_report__score__isnull=False)
    return _columns(known.annotate(score_known=score_known()), "score_known", SCORED)


def _columns(
    rows: QuerySet[Any], column: str, ends: tuple[int, ...], scale: int = 1, unit: str = ""
) -> Columns:
    """How many rows lie in each range of a column, the last one open."""
    ranges = [
        When(**{f"{column}__lte": end * scale}, then=Value(place)) for place, end in enumerate(ends)
    ]
    place = Case(*ranges, default=Value(len(ends)), output_field=IntegerField())
    counted = rows.annotate(place=place).values_list("place").annotate(count=Count("pk"))
    found = dict(counted.order_by())
    names = [f"{name}{unit}" for name in _names(ends)]
    return [[name, found.get(place, 0)] for place, name in enumerate(names)]


def _whole_names(ends: tuple[int, ...]) -> list[str]:
    """`1`, `2–5`, `over 5`, of what is counted."""
    between = [f"{low + 1}–{high}" for low, high in pairwise(ends)]
    return [str(ends[0]), *between, f"over {ends[-1]}"]


def _names(ends: tuple[int, ...]) -> list[str]:
    """`up to 10`, `10–20`, `over 20`, of what is measured."""
    between = [f"{low}–{high}" for low, high in pairwise(ends)]
    return [f"up to {ends[0]}", *between, f"over {ends[-1]}"]
