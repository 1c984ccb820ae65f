"""Which boards do not know of all that has happened, and how long ago it happened: asked every few
seconds, so nothing here reads all votes."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import (
    Case,
    Count,
    IntegerField,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    When,
)
from django.db.models.functions import Coalesce, Now

from chartbusters.challenges.models import Challenge, Disqualification, Entry
from chartbusters.leaderboard.models import Board
from chartbusters.trust.models import Decision
from chartbusters.trust.selectors import revisions_of
from chartbusters.voting.models import Vote, VoteBlock, VoteUndo, VoteVoid


def facts_told(*, challenges: QuerySet[Challenge, Any]) -> dict[int, tuple[list[int], Any]]:
    """[votes, words on votes, entries, times one was taken out or back, revision of weights] of
    those among some challenges that have votes, and beside it what their board knows of: the same
    figures, or None.

    All five only ever grow, so equal figures mean that nothing has changed. Votes in blocks were
    counted when they were sealed. Four queries however many challenges there are.
    """
    known = {row.pop("pk"): row for row in _with_votes(challenges)}
    voids, entries = _voids(known), _entries(known)
    revisions = revisions_of(challenges=list(known))
    return {
        pk: (
            [
                row["sealed"] + row["newest"],
                voids.get(pk, 0),
                entries.get(pk, (0, 0))[0],
                entries.get(pk, (0, 0))[1] + row["words"],
                revisions.get(pk, 0),
            ],
            (row["board__run__parameters"] or {}).get("facts"),
        )
        for pk, row in known.items()
    }


def _with_votes(challenges: QuerySet[Challenge, Any]) -> Iterable[dict[str, Any]]:
    blocks = VoteBlock.objects.filter(challenge=OuterRef("pk")).order_by("-number")
    counted = challenges.order_by("pk").annotate(
        sealed=_number(blocks.values("total")[:1]),
        until=_number(blocks.values("last_key")[:1]),
    )
    later = Vote.objects.filter(challenge=OuterRef("pk"), pk__gt=OuterRef("until")).order_by()
    newest = later.values("challenge").annotate(count=Count("pk")).values("count")
    words = Disqualification.objects.filter(entry__challenge=OuterRef("pk")).order_by()
    said = words.values("entry__challenge").annotate(count=Count("pk")).values("count")
    rows = counted.annotate(newest=_number(newest), words=_number(said))
    rows = rows.exclude(sealed=0, newest=0)
    return rows.values("pk", "sealed", "newest", "words", "board__run__parameters")


def _number(rows: QuerySet[Any, Any]) -> Coalesce:
    return Coalesce(Subquery(rows), 0, output_field=IntegerField())


def _voids(challenges: Iterable[int]) -> dict[int, int]:
    """Words that a vote does not count, or does after all, of organisers and of its voter."""
    keys = list(challenges)
    voids = VoteVoid.objects.filter(vote__challenge__in=keys).order_by()
    undos = VoteUndo.objects.filter(challenge__in=keys).order_by()
    voided = voids.values_list("vote__challenge").annotate(Count("pk"))
    counted: Counter[int] = Counter()
    for key, count in voided.union(undos.values_list("challenge").annotate(Count("pk")), all=True):
        counted[key] += count
    return counted


def _entries(challenges: Iterable[int]) -> dict[int, tuple[int, int]]:
    """Entries, and those that their makers took out. One that organisers put out is withdrawn too,
    and may stand again: of those their words are counted, which only come."""
    entries = Entry.objects.filter(challenge__in=list(challenges)).order_by()
    by_makers = Count("withdrawn_at", filter=Q(disqualified_at=None))
    counted = entries.values_list("challenge").annotate(came=Count("pk"), went=by_makers)
    return {challenge: (came, went) for challenge, came, went in counted}


def boards_stale() -> list[int]:
    """Keys of published challenges of which something has changed that their board does not know;
    closed ones too: voids come late."""
    told = facts_told(challenges=Challenge.objects.published())
    return [pk for pk, (now, known) in told.items() if now != known]


def seconds_behind() -> dict[str, float]:
    """By slug, of the challenges whose board is stale: seconds since the first thing happened that
    it does not know. Usually empty, or a few seconds."""
    boards = Challenge.objects.filter(pk__in=boards_stale()).annotate(now=Now())
    behind = {}
    # Boards of before readings were dated: shown is what was read a moment earlier.
    shown_at = Case(When(board__run__isnull=False, then="board__updated_at"))
    read = boards.annotate(read_at=Coalesce("board__read_at", shown_at))
    for pk, slug, now, read_at in read.values_list("pk", "slug", "now", "read_at"):
        since = _first_since(pk, read_at)
        behind[slug] = (now - since).total_seconds() if since else 0.0
    return behind


def _first_since(challenge: int, read_at: datetime | None) -> datetime | None:
    """When the first thing happened after a board was read; all that has happened counts where it
    never was."""
    last = VoteBlock.objects.filter(challenge=challenge).order_by("-number").values("last_key")[:1]
    newest = Vote.objects.filter(challenge=challenge, pk__gt=Coalesce(Subquery(last), 0))
    entries = Entry.objects.filter(challenge=challenge)
    sources = [
        (newest, "cast_at"),
        (VoteVoid.objects.filter(vote__challenge=challenge), "created_at"),
        (VoteUndo.objects.filter(challenge=challenge), "undone_at"),
        (Decision.objects.filter(challenge=challenge), "created_at"),
        (entries, "submitted_at"),
        (entries, "withdrawn_at"),
        (Disqualification.objects.filter(entry__challenge=challenge), "created_at"),
    ]
    if read_at is None:
        sources = sources[:1]  # until there is a vote there is no board
    found = []
    for rows, column in sources:
        after = rows.filter(**{f"{column}__gt": read_at}) if read_at else rows
        found.append(after.aggregate(first=Min(column))["first"])
    return min((first for first in found if first), default=None)


def boards_failing() -> QuerySet[Board]:
    """Boards that people may see and that could not be computed when it was last tried."""
    failing = Board.objects.filter(challenge__published=True).exclude(failed_at=None)
    return failing.select_related("challenge").order_by("failed_at")
