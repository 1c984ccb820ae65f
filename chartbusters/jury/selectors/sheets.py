"""What a juror judges, what their sheets say, and what of others they may see."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from chartbusters.accounts.models import User
from chartbusters.challenges.models import OVER, Author, Entry, Phase
from chartbusters.challenges.selectors import entries_standing, phase_now
from chartbusters.jury.conflicts import partial_to
from chartbusters.jury.models import Juror, JurySheet


@dataclass(frozen=True)
class Paper:
    """An entry on a juror's list, and how far its sheet is."""

    number: int
    begun: bool
    submitted: bool

    @property
    def state(self) -> str:
        return "judged" if self.submitted else "draft" if self.begun else "to judge"


def entries_to_judge(*, juror: Juror) -> QuerySet[Entry]:
    """The standing entries, by number, but those that the juror made, or was named as a co-author
    of, and those of people linked with them."""
    entries = entries_standing(challenge=juror.challenge_id)
    if juror.person_id:
        partial = partial_to(juror.person_id)
        named = Author.objects.filter(person__in=partial).values("entry")
        entries = entries.exclude(maker__in=partial).exclude(pk__in=named)
    return entries.order_by("number")


def entry_to_judge(*, juror: Juror, number: int) -> Entry | None:
    """One of them, with its song."""
    return entries_to_judge(juror=juror).select_related("song").filter(number=number).first()


def papers_of(*, juror: Juror) -> list[Paper]:
    """The list that a juror works through; it tells nothing of makers."""
    mine = Count("sheets", filter=Q(sheets__juror=juror))
    done = Count("sheets", filter=Q(sheets__juror=juror, sheets__submitted_at__isnull=False))
    rows = entries_to_judge(juror=juror).annotate(mine=mine, done=done)
    return [
        Paper(number, bool(begun), bool(submitted))
        for number, begun, submitted in rows.values_list("number", "mine", "done")
    ]


def may_listen(*, juror: Juror) -> bool:
    """Whether the entries can be heard: once none comes or goes any more."""
    return phase_now(challenge=juror.challenge) in (Phase.VOTING, *OVER)


def sheet_of(*, juror: Juror, entry: Entry) -> JurySheet | None:
    return juror.sheets.filter(entry=entry).first()


def levels_of(*, sheet: JurySheet | None) -> dict[int, int]:
    """The level by key of criterion, as far as the sheet gives them."""
    return dict(sheet.scores.values_list("criterion", "level")) if sheet else {}


def others_said(*, sheet: JurySheet | None) -> list[dict[str, Any]] | None:
    """What other jurors have submitted of the same entry, by the numbers of jurors.

    None until this sheet is submitted: whoever judges has seen no other judgement.
    """
    if sheet is None or sheet.submitted_at is None:
        return None
    others = JurySheet.objects.filter(entry=sheet.entry_id, submitted_at__isnull=False)
    rows = others.exclude(pk=sheet.pk).filter(juror__counts=True).order_by("juror__number")
    return [
        {"juror": one.juror.number, "levels": _by_criterion(one)}
        for one in rows.select_related("juror").prefetch_related("scores")
    ]


def _by_criterion(sheet: JurySheet) -> dict[int, int]:
    return {score.criterion_id: score.level for score in sheet.scores.all()}


def comments_for(*, entry: Entry, viewer: Any) -> list[JurySheet]:
    """What jurors wrote to the maker, for the maker alone and once the result is told."""
    if not isinstance(viewer, User) or entry.maker_id != viewer.pk:
        return []
    if phase_now(challenge=entry.challenge) != Phase.CLOSED:
        return []
    said = JurySheet.objects.filter(entry=entry, submitted_at__isnull=False, juror__counts=True)
    return list(said.exclude(comment="").select_related("juror").order_by("juror__number"))
