"""Writes the rubric, until the first sheet is submitted by it."""

from collections.abc import Sequence

from django.db import IntegrityError, transaction

from chartbusters.accounts.models import User
from chartbusters.challenges.models import Challenge
from chartbusters.challenges.organisers import Right, right_require
from chartbusters.jury import selectors
from chartbusters.jury.models import LEVELS, LONGEST_NAME, LONGEST_WORDS, Criterion
from chartbusters.web.errors import Refusal, still_there
from chartbusters.web.wording import fitting_line, needed_line
from generation.rights import CHANGE_RUBRIC, has_right, record

MOST_CRITERIA = 12
FROZEN = (
    "A juror has judged by this rubric, so it stays as it is: all are to judge by the same words. "
    "Nothing was changed."
)
TAKEN = "The rubric has a criterion of this name already. Nothing was changed."


def criterion_save(*, criterion: Criterion, by: User) -> Criterion:
    """Saves a line of the rubric as an organiser has filled it in; the form writes the log."""
    for key in _challenges(criterion):
        _require(by, key)
    _fit(criterion)
    try:
        with transaction.atomic():
            held = [_held(key) for key in _challenges(criterion)]
            for challenge in held:
                _refuse_frozen(challenge)
            criterion.save()
            for challenge in held:
                _refuse_unusable(challenge)
    except IntegrityError:
        raise Refusal("name_taken", TAKEN, 409, "name") from None
    return criterion


def _fit(criterion: Criterion) -> None:
    criterion.name = needed_line(criterion.name, most=LONGEST_NAME, field="name")
    for name in (f"level_{level}" for level in LEVELS):
        words = fitting_line(getattr(criterion, name), most=LONGEST_WORDS, field=name)
        setattr(criterion, name, words)
    if not 1 <= criterion.weight <= 100:
        raise Refusal("out_of_range", "A criterion weighs 1 to 100.", field="weight")


def rubric_save(*, challenge: Challenge, rows: Sequence[Criterion], by: User) -> None:
    """Makes these the criteria of a challenge, all or none: those that have a key are changed, and
    what is left out is deleted."""
    _require(by, challenge.pk)
    for row in rows:
        row.challenge_id = challenge.pk
        _fit(row)
    try:
        with transaction.atomic():
            held = _held(challenge.pk)
            _refuse_frozen(held)
            _make_room(held, {row.pk for row in rows if row.pk})
            for row in rows:
                row.save()
            _refuse_unusable(held)
            record(by=by, row=challenge, words="Wrote the rubric of the jury.")
    except IntegrityError:
        raise Refusal("name_taken", TAKEN, 409, "name") from None


def _make_room(challenge: Challenge, kept: set[int]) -> None:
    """Takes out what is not kept, and the names of what is: two of them may change places."""
    theirs = Criterion.objects.filter(challenge=challenge)
    if kept - set(theirs.values_list("pk", flat=True)):
        message = "A criterion was taken out of the rubric in another window. Nothing was saved."
        raise Refusal("gone", f"{message} Load the page again.", 409)
    theirs.exclude(pk__in=kept).delete()
    for row in theirs:
        theirs.filter(pk=row.pk).update(name=f"criterion {row.pk} is being renamed")


def rubric_copy(before: Challenge, after: Challenge) -> None:
    """The same criteria for a challenge that is made of another one, in its transaction."""
    rows = selectors.rubric_of(challenge=before)
    for row in rows:
        row.pk, row.challenge = None, after
    Criterion.objects.bulk_create(rows)


def _require(by: User, challenge: int) -> None:
    """Staff by the permission for rubrics, others by their role in the challenge."""
    if not has_right(by, CHANGE_RUBRIC):
        found = still_there(Challenge.objects.filter(pk=challenge).first())
        right_require(person=by, challenge=found, right=Right.EDIT)


def _challenges(criterion: Criterion) -> list[int]:
    """The challenge of which it is a line, and the one of which it was one before; in order, so
    that two organisers do not wait for each other for ever."""
    before = Criterion.objects.filter(pk=criterion.pk).values_list("challenge_id", flat=True)
    return sorted({criterion.challenge_id, *before})


def criterion_delete(*, criterion: Criterion, by: User) -> None:
    """Takes a line out of the rubric."""
    _require(by, criterion.challenge_id)
    with transaction.atomic():
        challenge, name = _held(criterion.challenge_id), criterion.name
        _refuse_frozen(challenge)
        criterion.delete()
        _refuse_unusable(challenge)
        record(by=by, row=challenge, words=f"Took {name} out of the rubric.")


def _held(challenge: int) -> Challenge:
    # A sheet that is submitted at this moment holds this row too: it freezes what it was judged by.
    rows = Challenge.objects.select_for_update(no_key=True)
    return still_there(rows.filter(pk=challenge).first())


def _refuse_frozen(challenge: Challenge) -> None:
    if selectors.rubric_is_frozen(challenge=challenge):
        raise Refusal("rubric_frozen", FROZEN, 409)


def _refuse_unusable(challenge: Challenge) -> None:
    """What people can see already stays a rubric that one can judge by."""
    if len(selectors.rubric_of(challenge=challenge)) > MOST_CRITERIA:
        message = f"A rubric has {MOST_CRITERIA} criteria at most. Nothing was changed."
        raise Refusal("too_many", message, 409)
    if challenge.published:
        refuse_unready(challenge)


def refuse_unready(challenge: Challenge) -> None:
    """Raises `Refusal` when a challenge whose jury counts has no rubric with words for each level;
    asked before everybody sees a challenge."""
    if not challenge.weight_jury:
        return
    criteria = selectors.rubric_of(challenge=challenge.pk) if challenge.pk else []
    if fault := selectors.rubric_fault(criteria=criteria):
        message = (
            f"{fault} The jury of this challenge counts {challenge.weight_jury} percent, so its "
            "rubric needs words for each level before everybody sees it. Nothing was changed: "
            "save it unpublished, write the rubric, and publish it then."
        )
        raise Refusal("rubric_unready", message, 409, "published")
