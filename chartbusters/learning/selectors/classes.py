"""Who teaches and who sits in which class, how far each has come, and what all of them answered.
Of one learner a teacher is told how many steps they did; answers stand in sums alone."""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import Count, Max, Q, QuerySet, Sum
from django.db.models.functions import Now

from chartbusters.accounts.models import User
from chartbusters.learning.capsules import Capsule, capsules
from chartbusters.learning.models import Classroom, Seat, SeatStep, StepDone
from chartbusters.learning.parts import Asked, questions_of

FEWEST = 5  # answers in a sum that is told: of fewer one could tell whose they are


class Holder(NamedTuple):
    """Who learns in a browser: the person who is signed in there, else the browser itself."""

    person: User | None = None
    browser: str = ""  # digest of its secret; may be there for a person as well

    @property
    def seats(self) -> Q:
        """The condition that a seat is theirs."""
        if self.person is not None:
            return Q(person=self.person)
        return Q(browser=self.browser) if self.browser else Q(pk__in=[])


class Row(NamedTuple):
    """A learner, and how many steps of each capsule they have done."""

    seat: Seat
    done: list[int]

    @property
    def total(self) -> int:
        return sum(self.done)

    @property
    def beside(self) -> list[tuple[int, int]]:
        """Steps done beside steps that there are."""
        return [(done, len(each.steps)) for done, each in zip(self.done, capsules(), strict=True)]

    @property
    def named(self) -> list[dict[str, Any]]:
        return steps_named(self.done)


class Summed(NamedTuple):
    """How a class answered a question; `right` is None while too few have answered."""

    capsule: Capsule
    asked: Asked
    answered: int
    right: int | None


def classes_of(*, teacher: User) -> QuerySet[Classroom]:
    """A teacher's classes, the newest first, with `learners`."""
    mine = Classroom.objects.filter(teacher=teacher).annotate(learners=Count("seats"))
    return mine.order_by("-created_at", "pk")


def class_is_open(*, classroom: Classroom) -> bool:
    return Classroom.objects.open().filter(pk=classroom.pk).exists()


def classes_over() -> QuerySet[Classroom]:
    """Those that closed so long ago that they go."""
    return Classroom.objects.filter(closes_at__lt=Now() - timedelta(days=settings.CLASS_KEPT_DAYS))


def seats_held(*, holder: Holder) -> QuerySet[Seat]:
    """Where somebody sits, the seat taken last first."""
    return Seat.objects.filter(holder.seats).select_related("classroom").order_by("-taken_at", "pk")


def seats_open(*, holder: Holder) -> QuerySet[Seat]:
    """Those whose class is told how far they come."""
    return seats_held(holder=holder).filter(classroom__in=Classroom.objects.open())


def rows_of(*, classroom: Classroom) -> list[Row]:
    """All learners of a class, by name. What was done after it closed does not count."""
    seats = list(classroom.seats.order_by("name", "pk"))
    of_people = StepDone.objects.filter(
        person__in=[seat.person_id for seat in seats if seat.person_id],
        done_at__lte=classroom.closes_at,
    )
    counts = {**_counted(of_people, "person"), **_counted(_steps(classroom), "seat")}
    return [Row(seat, _done(counts, seat)) for seat in seats]


def _steps(classroom: Classroom) -> QuerySet[SeatStep]:
    return SeatStep.objects.filter(seat__classroom=classroom)


def _counted(rows: QuerySet[Any], whose: str) -> dict[tuple[Any, str], int]:
    """Steps by whose they are and of which capsule: numbers of persons and ids of seats are never
    the same."""
    counted = rows.order_by().values_list(whose, "capsule").annotate(count=Count("pk"))
    return {(owner, capsule): count for owner, capsule, count in counted}


def _done(counts: dict[tuple[Any, str], int], seat: Seat) -> list[int]:
    owner = seat.person_id or seat.pk
    # A text may have lost a step that somebody did.
    return [min(counts.get((owner, capsule.name), 0), len(capsule.steps)) for capsule in capsules()]


def class_steps(*, rows: Iterable[Row]) -> list[int]:
    """Steps that a class has done together, for each capsule."""
    columns = zip(*(row.done for row in rows), strict=True)
    return [sum(column) for column in columns] or [0] * len(capsules())


def steps_named(done: list[int]) -> list[dict[str, Any]]:
    """Numbers of steps with the names of their capsules."""
    pairs = zip(capsules(), done, strict=True)
    return [{"capsule": capsule.name, "done": count} for capsule, count in pairs]


def answers_of(*, classroom: Classroom) -> list[Summed]:
    """Every question of every capsule, as the class answered it at the first try."""
    rows = classroom.sums.values_list("capsule", "question", "answered", "right")
    sums = {(capsule, question): told for capsule, question, *told in rows}
    found: list[Summed] = []
    for capsule in capsules():
        for asked in questions_of(capsule):
            answered, right = sums.get((capsule.name, asked.name), (0, 0))
            found.append(Summed(capsule, asked, answered, right if answered >= FEWEST else None))
    return found


def class_version(*, classroom: Classroom) -> str:
    """A word that changes with what is shown of a class: who sits in it, their steps, the sums, and
    whether it is open. Counted by the database in five queries, whatever the class has done."""
    seats = classroom.seats.aggregate(count=Count("pk"), last=Max("taken_at"))
    people = classroom.seats.filter(person__isnull=False).values("person")
    of_people = StepDone.objects.filter(person__in=people, done_at__lte=classroom.closes_at)
    sums = classroom.sums.aggregate(answered=Sum("answered"), right=Sum("right"))
    steps = (_steps(classroom).count(), of_people.count())
    about = (classroom.name, classroom.code, classroom.closes_at)
    shown = (
        about,
        class_is_open(classroom=classroom),
        tuple(seats.values()),
        steps,
        tuple(sums.values()),
    )
    return hashlib.blake2b(repr(shown).encode(), digest_size=8).hexdigest()


def classes_told(*, person: User) -> Iterator[dict[str, Any]]:
    """What is put into an archive of the classes that a person teaches; who learns in them is
    theirs to take home."""
    for each in classes_of(teacher=person).iterator():
        yield {
            "name": each.name,
            "made_at": each.created_at,
            "closes_at": each.closes_at,
            "learners": each.learners,  # type: ignore[attr-defined]
        }


def seats_told(*, person: User) -> Iterator[dict[str, Any]]:
    """What is put into an archive of the classes in which a person learns."""
    for seat in seats_held(holder=Holder(person)).iterator():
        answered = seat.answers.values_list("capsule", "question")
        yield {
            "class": seat.classroom.name,
            "as": seat.name,
            "since": seat.taken_at,
            "answered": [f"{capsule}/{question}" for capsule, question in answered],
        }
