"""What final boards are computed from, which of them are stale, and what they show."""

import hashlib
import json
from dataclasses import asdict
from typing import Any

from django.db.models import Count, F, Max, QuerySet, Sum
from django.db.models.functions import Now

from chartbusters.challenges.models import Challenge, Entry
from chartbusters.challenges.selectors import entries_standing
from chartbusters.challenges.terms import minimum_votes
from chartbusters.jury.models import JurySheet
from chartbusters.jury.selectors import said_counting
from chartbusters.leaderboard.final.inputs import Entrant, FinalInputs, Rated, Weights
from chartbusters.leaderboard.models import Board, FinalBoard, FinalStanding, Standing
from chartbusters.voting.models import Vote

SIZE = 50  # rows of a page


def finals_due() -> list[Challenge]:
    """Challenges that are over, in which not votes alone decide, and of which something has changed
    that their final board does not know."""
    closed = Challenge.objects.published().filter(
        voting_closes_at__lte=Now(), weight_public__lt=100
    )
    challenges = list(closed.order_by("pk"))
    facts = facts_of_all([challenge.pk for challenge in challenges])
    known = dict(FinalBoard.objects.filter(pk__in=facts).values_list("pk", "facts"))
    changed = [one for one in challenges if known.get(one.pk) != facts[one.pk]]
    return [one for one in changed if votes_are_read(challenge=one)]


def votes_are_read(*, challenge: Challenge) -> bool:
    """Whether the board of votes was computed after the last vote came: nothing is decided while
    some are still to be counted."""
    last = Vote.objects.filter(challenge=challenge).order_by("-pk").first()
    if last is None:
        return True
    return Board.objects.filter(challenge=challenge, run__created_at__gte=last.cast_at).exists()


def facts_of(*, challenge: Challenge) -> list[Any]:
    """How much there is of all that goes in: equal facts mean that nothing has changed."""
    return facts_of_all([challenge.pk])[challenge.pk]


def facts_of_all(keys: list[int]) -> dict[int, list[Any]]:
    """Five queries, however many challenges there are, as this is asked every few seconds."""
    runs = dict(Board.objects.filter(pk__in=keys).values_list("pk", "run_id"))
    said = _said(keys)
    entered = Challenge.objects.filter(pk__in=keys, entries__withdrawn_at=None).values("pk")
    counted = entered.annotate(
        entries_in=Count("entries"),
        scored=Count("entries__score_report__score"),
        scores=Sum("entries__score_report__score"),
    ).order_by()
    # Rounded: a database may add the same figures in another order, and get another last digit.
    entries = {
        one["pk"]: [one["entries_in"], one["scored"], round(one["scores"] or 0, 6)]
        for one in counted
    }
    weights = Challenge.objects.filter(pk__in=keys).values_list(
        "pk", "weight_public", "weight_jury", "weight_metrics", "minimum_votes"
    )
    compared = _compared(keys)
    return {
        pk: [
            runs.get(pk),
            *weighed,
            *said.get(pk, [0, 0, ""]),
            *entries.get(pk, [0, 0, 0]),
            *compared.get(pk, []),
        ]
        for pk, *weighed in weights
    }


def _said(keys: list[int]) -> dict[int, list[Any]]:
    sheets = JurySheet.objects.filter(
        juror__challenge__in=keys, juror__counts=True, submitted_at__isnull=False
    )
    return {
        row["juror__challenge"]: [row["count"], row["numbers"], row["last"].isoformat()]
        for row in sheets.values("juror__challenge")
        .annotate(count=Count("pk"), numbers=Sum("juror__number"), last=Max("submitted_at"))
        .order_by()
    }


def _compared(keys: list[int]) -> dict[int, list[Any]]:
    """Only of challenges with entries to compare with: boards of before stay what they are."""
    marked = Entry.objects.filter(challenge__in=keys, compared_at__isnull=False).order_by()
    counted = marked.values_list("challenge").annotate(Count("pk"), Max("compared_at"))
    return {pk: [count, last.isoformat()] for pk, count, last in counted}


def final_inputs(*, challenge: Challenge) -> FinalInputs:
    """All from which the final board is computed; entries in the order of their receipts."""
    entries = list(entries_standing(challenge=challenge))
    board = Board.objects.filter(challenge=challenge, run__isnull=False).first()
    run = board.run if board else None
    standings = Standing.objects.filter(run=run) if run else Standing.objects.none()
    rated = {
        str(one.entry_id): Rated(one.rating, one.low, one.high, one.votes) for one in standings
    }
    return FinalInputs(
        entries=[Entrant(str(one.pk), one.number, one.submitted_at) for one in entries],
        weights=Weights(challenge.weight_public, challenge.weight_jury, challenge.weight_metrics),
        rated=rated,
        votes=run.votes if run else 0,
        needed=minimum_votes(challenge),
        said=[(one.juror, str(one.entry), one.mean) for one in said_counting(challenge=challenge)],
        scores={
            str(one.pk): one.score_report.score
            for one in entries
            if one.score_report and one.score_report.score is not None
        },
        compared=[str(one.pk) for one in entries if one.compared_at],
    )


def digest_of(inputs: FinalInputs) -> str:
    """SHA-256 over all that goes in; the seed of the draws is made of it, so that the same inputs
    give the same board."""
    said = asdict(inputs)
    if not inputs.compared:
        del said["compared"]  # boards of before stay what they are, to the last digit
    text = json.dumps(said, default=str, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def final_of(*, challenge: Any) -> FinalBoard | None:
    """The final board, once it was computed; `challenge` may be a row."""
    return FinalBoard.objects.filter(pk=challenge.pk, computed_at__isnull=False).first()


def rows_after(*, board: FinalBoard, position: int) -> QuerySet[FinalStanding]:
    """One page of rows, those behind a position."""
    rows = FinalStanding.objects.filter(board=board, position__gt=position)
    return rows.select_related("entry__maker", "entry__composition").order_by("position")[:SIZE]


def row_of(*, board: FinalBoard, number: int) -> FinalStanding | None:
    rows = FinalStanding.objects.filter(board=board, entry__number=number)
    return rows.select_related("entry__maker", "entry__composition", "entry__challenge").first()


def neighbours_of(*, row: FinalStanding) -> QuerySet[FinalStanding, Any]:
    """Rows with the same final figure: what decides their order is told."""
    if row.final is None:
        return FinalStanding.objects.none()
    same = FinalStanding.objects.filter(board=row.board_id, final=row.final).exclude(pk=row.pk)
    return same.annotate(number=F("entry__number")).order_by("position")[:5]


def finals_failing() -> QuerySet[FinalBoard]:
    failing = FinalBoard.objects.filter(challenge__published=True).exclude(failed_at=None)
    return failing.select_related("challenge").order_by("failed_at")
