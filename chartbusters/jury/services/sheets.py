"""A juror's sheet: kept as a draft as one goes, submitted, and taken back until judging ends."""

from collections.abc import Mapping

from django.db import transaction
from django.db.models.functions import Now

from chartbusters.challenges.models import OVER, Challenge, Entry, Phase
from chartbusters.jury import selectors
from chartbusters.jury.models import (
    LONGEST_COMMENT,
    Criterion,
    Juror,
    JuryScore,
    JurySheet,
    Reopening,
)
from chartbusters.jury.services.inviting import held
from chartbusters.web.errors import Refusal
from chartbusters.web.wording import fitting_prose

ENDED = "Judging ended with voting. What you had submitted counts; what was a draft does not."
NOT_JUDGING = {
    Phase.UPCOMING: "Judging begins when voting does. Nothing was changed.",
    Phase.OPEN: "Judging begins when entries close and voting begins. Nothing was changed.",
    **dict.fromkeys(OVER, ENDED),
}
SUBMITTED = "You have submitted this sheet. Take it back first if you want to change it."
NOT_YOURS = "This entry is not yours to judge. Nothing was changed."
NO_JUROR = "You are not on this jury. Nothing was changed."


def sheet_save(
    *, juror: Juror, number: int, levels: Mapping[int, int], comment: str = ""
) -> JurySheet:
    """Keeps a draft: levels by key of criterion, as far as they are chosen."""
    comment = fitting_prose(comment, most=LONGEST_COMMENT, field="comment")
    with transaction.atomic():
        sheet = _sheet_held(juror, number)
        if sheet.submitted_at is not None:
            raise Refusal("submitted", SUBMITTED, 409)
        _write(sheet, levels, comment)
    return sheet


def sheet_submit(
    *, juror: Juror, number: int, levels: Mapping[int, int], comment: str = "", rubric: str = ""
) -> JurySheet:
    """The juror's word on an entry. `rubric` is the version that the juror has read; empty is not
    asked. Sent twice it is submitted once."""
    comment = fitting_prose(comment, most=LONGEST_COMMENT, field="comment")
    with transaction.atomic():
        sheet = _sheet_held(juror, number)
        if sheet.submitted_at is not None:
            if selectors.levels_of(sheet=sheet) == dict(levels) and sheet.comment == comment:
                return sheet
            raise Refusal("submitted", SUBMITTED, 409)
        criteria = selectors.rubric_of(challenge=juror.challenge_id)
        _refuse_incomplete(criteria, levels, rubric)
        _write(sheet, levels, comment)
        JurySheet.objects.filter(pk=sheet.pk).update(submitted_at=Now())
        sheet.refresh_from_db()
    return sheet


def sheet_reopen(*, juror: Juror, number: int) -> JurySheet:
    """Makes a submitted sheet a draft again; what stood in it stays on record."""
    with transaction.atomic():
        sheet = _sheet_held(juror, number)
        if sheet.submitted_at is not None:
            scores = sheet.scores.order_by("criterion__order", "criterion").values_list(
                "criterion__name", "level"
            )
            Reopening.objects.create(
                sheet=sheet, scores=dict(scores), submitted_at=sheet.submitted_at
            )
            JurySheet.objects.filter(pk=sheet.pk).update(submitted_at=None)
            sheet.refresh_from_db()
    return sheet


def _sheet_held(juror: Juror, number: int) -> JurySheet:
    """The sheet of a juror who may judge now.

    The challenge is locked, and with it all sheets: the rubric freezes with the first one, an
    organiser may take the juror off, or end voting, at this very moment, and each sees what the
    other did.
    """
    challenge = held(juror.challenge)
    _refuse_phase(challenge, challenge.phase)
    current = selectors.juror_of(challenge=challenge, person=juror.person)
    if current is None or current.pk != juror.pk:
        raise Refusal("no_juror", NO_JUROR, 403)
    sheet, _ = JurySheet.objects.get_or_create(juror=current, entry=_entry(current, number))
    return sheet


def _refuse_phase(challenge: Challenge, phase: str) -> None:
    if not challenge.published:
        raise Refusal("no_challenge", "There is no such challenge.", 404)
    if phase != Phase.VOTING:
        raise Refusal("not_judging", NOT_JUDGING[Phase(phase)], 409)


def _entry(juror: Juror, number: int) -> Entry:
    entry = selectors.entry_to_judge(juror=juror, number=number)
    if entry is None:
        raise Refusal("not_yours", NOT_YOURS, 404)
    return entry


def _refuse_incomplete(criteria: list[Criterion], levels: Mapping[int, int], rubric: str) -> None:
    if fault := selectors.rubric_fault(criteria=criteria):
        raise Refusal("rubric_unready", f"{fault} Nothing was submitted; tell the organisers.", 409)
    if rubric and rubric != selectors.rubric_version(criteria=criteria):
        message = "The rubric was changed meanwhile. Nothing was submitted: read it again first."
        raise Refusal("rubric_changed", message, 409)
    missing = [one.name for one in criteria if one.pk not in levels]
    if missing:
        message = f"Choose a level for {', '.join(missing)} too. Nothing was submitted."
        raise Refusal("incomplete", message, 409, "levels")


def _write(sheet: JurySheet, levels: Mapping[int, int], comment: str) -> None:
    """Puts these levels and words in place of those that stand there."""
    known = {one.pk for one in selectors.rubric_of(challenge=sheet.juror.challenge_id)}
    for criterion, level in levels.items():
        if criterion not in known:
            message = "The rubric has no such criterion; it may have been changed. Load the page."
            raise Refusal("no_criterion", message, 409, "levels")
        if type(level) is not int or not 1 <= level <= 5:
            raise Refusal("out_of_range", "A level is a whole number, 1 to 5.", field="levels")
    sheet.scores.exclude(criterion__in=list(levels)).delete()
    for criterion, level in levels.items():
        JuryScore.objects.update_or_create(
            sheet=sheet, criterion_id=criterion, defaults={"level": level}
        )
    JurySheet.objects.filter(pk=sheet.pk).update(comment=comment, saved_at=Now())
    sheet.refresh_from_db()
