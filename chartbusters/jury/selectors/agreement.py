"""What jurors have said in figures, for the board."""

from typing import NamedTuple
from uuid import UUID

from chartbusters.challenges.models import Challenge
from chartbusters.jury.conflicts import partial_to_each
from chartbusters.jury.models import JurySheet
from chartbusters.jury.selectors.rubric import rubric_of
from chartbusters.jury.wording import agreement_in_words


class Said(NamedTuple):
    """One submitted sheet: number of the juror, entry, and the mean of its levels by the weights of
    the criteria."""

    juror: int
    entry: UUID
    mean: float


def said_counting(*, challenge: Challenge | int) -> list[Said]:
    """What was submitted on standing entries by jurors who count, in the order of their numbers; of
    people who turned out to be linked with a juror since, nothing by that juror."""
    weights = {one.pk: one.weight for one in rubric_of(challenge=challenge)}
    sheets = JurySheet.objects.filter(
        juror__challenge=challenge,
        juror__counts=True,
        submitted_at__isnull=False,
        entry__withdrawn_at=None,
    )
    rows = sheets.order_by("juror__number", "entry").select_related("juror", "entry")
    found = list(rows.prefetch_related("scores", "entry__authors"))
    partial = partial_to_each({one.juror.person_id for one in found if one.juror.person_id})
    return [
        Said(one.juror.number, one.entry_id, _mean(one, weights))
        for one in found
        if partial.get(one.juror.person_id or 0, set()).isdisjoint(_named(one))
    ]


def _named(sheet: JurySheet) -> set[int]:
    """Keys of the maker of what was judged, and of all whom they named as co-authors."""
    return {sheet.entry.maker_id, *(author.person_id for author in sheet.entry.authors.all())}


def _mean(sheet: JurySheet, weights: dict[int, int]) -> float:
    scores = list(sheet.scores.all())
    total = sum(weights[one.criterion_id] for one in scores)
    return sum(weights[one.criterion_id] * one.level for one in scores) / total


def agreement_of(*, challenge: Challenge | int) -> str:
    """How far the jurors agree, in a sentence with the figures."""
    from chartbusters.jury.marks import agreed, marks_of
    from chartbusters.ranking.agreement import agreement

    said = said_counting(challenge=challenge)
    _, marks = marks_of(said, sorted({one.entry for one in said}))
    return agreement_in_words(agreed(agreement(marks.table)))
