"""Classes made, changed, closed and deleted by who teaches them."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Now

from chartbusters.accounts.models import User
from chartbusters.learning.models import LONGEST_CLASS, Classroom
from chartbusters.learning.models.classes import fresh_code
from chartbusters.learning.selectors import classes_over
from chartbusters.web.errors import Refusal, still_there
from chartbusters.web.wording import needed_line

MOST_DAYS, USUAL_DAYS = 400, 120  # that a class is open


def classroom_create(*, teacher: User, name: str, days: int = USUAL_DAYS) -> Classroom:
    """An empty class with a code of its own, open for so many days. Raises `Refusal`."""
    said = needed_line(name, most=LONGEST_CLASS, field="name")
    _refuse_days(days, least=1)
    with transaction.atomic():
        # Held: two at once are counted one after the other, and none comes to who leaves.
        held = User.objects.select_for_update(no_key=True).filter(pk=teacher.pk, is_active=True)
        still_there(held.first())
        if Classroom.objects.filter(teacher=teacher).count() >= settings.CLASSES_EACH:
            message = f"You have {settings.CLASSES_EACH} classes, as many as one person may."
            raise Refusal("too_many", f"{message} Nothing was made; delete one first.", 409)
        made = Classroom.objects.create(
            teacher=teacher, name=said, closes_at=Now() + timedelta(days=days)
        )
        made.refresh_from_db()
    return made


def classroom_change(
    *,
    classroom: Classroom,
    name: str | None = None,
    days: int | None = None,
    new_code: bool = False,
) -> Classroom:
    """Another name; open for so many days from now, where 0 closes it; another code, with which the
    one before is dead. Who sits in it stays. Raises `Refusal`."""
    said = None if name is None else needed_line(name, most=LONGEST_CLASS, field="name")
    with transaction.atomic():
        held = still_there(classroom_held(pk=classroom.pk))
        if said is not None:
            held.name = said
        if days is not None:
            _refuse_days(days, least=0)
            held.closes_at = Now() + timedelta(days=days)
        if new_code:
            held.code = fresh_code()
        held.save(update_fields=["name", "closes_at", "code"])
        held.refresh_from_db()
    return held


def classroom_delete(*, classroom: Classroom) -> None:
    """It goes with all that was told of its learners; what they keep themselves stays with them.
    Deleted already, it is as good as deleted."""
    with transaction.atomic():
        # Held first: who sits down or tells something at this moment comes before, or finds none.
        if held := Classroom.objects.select_for_update().filter(pk=classroom.pk).first():
            held.delete()


def classrooms_erase(*, teacher: User) -> None:
    """The classes of somebody who leaves, in the transaction in which they do."""
    for each in Classroom.objects.filter(teacher=teacher).order_by("pk"):
        classroom_delete(classroom=each)


def classes_forget() -> int:
    """Deletes those that closed long ago; returns how many."""
    over = list(classes_over())
    for each in over:
        classroom_delete(classroom=each)
    return len(over)


def classroom_held(*, pk: UUID) -> Classroom | None:
    """The row as it stands, held until the transaction ends; None when it was deleted."""
    return Classroom.objects.select_for_update(no_key=True).filter(pk=pk).first()


def _refuse_days(days: int, *, least: int) -> None:
    if not least <= days <= MOST_DAYS:
        message = f"A class is open for {least} to {MOST_DAYS} days. Nothing was changed."
        raise Refusal("invalid", message, field="days")
