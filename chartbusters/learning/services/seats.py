"""Seats in classes: taken with a code, left by who sits there, or removed by the teacher."""

from django.conf import settings
from django.db import transaction

from chartbusters.accounts.models import User
from chartbusters.joining.tokens import as_kept
from chartbusters.learning.models import CODE_LETTERS, LONGEST_LEARNER, Classroom, Seat
from chartbusters.learning.selectors import Holder, seats_held
from chartbusters.learning.services.classes import classroom_held
from chartbusters.learning.services.steps import steps_keep
from chartbusters.web.errors import Refusal, still_there
from chartbusters.web.wording import needed_line

MOST_SEATS = 20  # of one learner
NO_CLASS = (
    "No class that is open has this code: it is misspelt, or the class is over. Nothing was "
    "changed; ask whoever gave it to you."
)


def seat_take(*, code: str, name: str, holder: Holder) -> Seat:
    """Sits down in a class: the person where somebody is signed in, else the browser. Who sits
    there already stays as they are; who has made an account since takes the browser's seat of the
    same name over. Raises `Refusal`."""
    said = needed_line(name, most=LONGEST_LEARNER, field="name")
    found = _coded(code)
    with transaction.atomic():
        if holder.person is not None:
            # First, as who leaves holds theirs, and then all that is theirs.
            mine = User.objects.select_for_update(no_key=True).filter(pk=holder.person.pk)
            still_there(mine.filter(is_active=True).first())
        # Held: of two who want the last seat, or one name, the second sees the first.
        held = classroom_held(pk=found.pk)
        if held is None or not Classroom.objects.open().filter(pk=held.pk, code=held.code).exists():
            raise _no_class()
        return _taken(held, said, holder)


def _taken(held: Classroom, name: str, holder: Holder) -> Seat:
    if seat := held.seats.filter(holder.seats).first():
        return seat
    if holder.person is not None and holder.browser:
        browsers = held.seats.filter(browser=holder.browser, name__iexact=name)
        if seat := browsers.first():
            return _handed_over(seat, holder.person)
    _refuse_full(held, name, holder)
    browser = "" if holder.person else holder.browser
    return held.seats.create(name=name, person=holder.person, browser=browser)


def _handed_over(seat: Seat, person: User) -> Seat:
    steps_keep(person=person, steps=seat.steps.values_list("capsule", "step"))
    seat.steps.all().delete()
    seat.person, seat.browser = person, ""
    seat.save(update_fields=["person", "browser"])
    return seat


def _coded(code: str) -> Classroom:
    kept = as_kept(code[: 4 * CODE_LETTERS])
    found = Classroom.objects.open().filter(code=kept).first()
    if found is None:
        raise _no_class()
    return found


def _no_class() -> Refusal:
    return Refusal("no_class", NO_CLASS, 409, "code")


def _refuse_full(classroom: Classroom, name: str, holder: Holder) -> None:
    if classroom.seats.count() >= settings.LEARNERS_A_CLASS:
        message = f"All {settings.LEARNERS_A_CLASS} seats of this class are taken. Nothing was"
        raise Refusal("class_full", f"{message} changed; tell your teacher.", 409, "code")
    if classroom.seats.filter(name__iexact=name).exists():
        message = f"“{name}” sits in this class already. Nothing was changed; choose another name."
        raise Refusal("name_taken", message, 409, "name")
    if seats_held(holder=holder).count() >= MOST_SEATS:
        message = f"You sit in {MOST_SEATS} classes, as many as one may. Leave one first."
        raise Refusal("too_many", message, 409)


def seat_leave(*, seat: Seat) -> None:
    """A seat goes with all that was told from it; its first answers stay in the sums of the class,
    which do not say whose they are. Gone already, it is as good as gone."""
    with transaction.atomic():
        # Held first: what is told from it at this moment comes before, or finds no seat.
        if classroom_held(pk=seat.classroom_id):
            Seat.objects.filter(pk=seat.pk).delete()


def seats_erase(*, person: User) -> None:
    """The seats of somebody who leaves the site, in the transaction in which they do."""
    for seat in Seat.objects.filter(person=person).order_by("classroom"):
        seat_leave(seat=seat)
