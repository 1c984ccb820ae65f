"""Classes that learn together, who sits in them, and what they know of each other."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower, Now
from django.urls import reverse

from chartbusters.compositions.models import at_most
from chartbusters.joining.tokens import drawn
from chartbusters.learning.models.steps import LONGEST_NAME

CODE_LETTERS = 8  # 8e11 codes: short enough for a blackboard, and too many to be tried
LONGEST_CLASS, LONGEST_LEARNER = 60, 20  # characters


def fresh_code() -> str:
    return drawn(CODE_LETTERS)


class ClassroomQuerySet(models.QuerySet["Classroom"]):
    def open(self) -> "ClassroomQuerySet":
        """Those that take learners, and are told how far they come."""
        return self.filter(closes_at__gt=Now())


class Classroom(models.Model):
    """A class, made by a teacher. Its row is the lock of all that is in it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    teacher = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="classes_taught"
    )
    name = models.CharField(max_length=LONGEST_CLASS)
    code = models.CharField(max_length=CODE_LETTERS, unique=True, default=fresh_code)
    closes_at = models.DateTimeField()
    created_at = models.DateTimeField(db_default=Now())

    objects = ClassroomQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="class_name_is_short", condition=at_most("name", LONGEST_CLASS)
            )
        ]
        indexes = [models.Index(fields=["teacher", "-created_at"], name="classes_of_a_teacher")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("learn-class", args=[self.pk])


class Seat(models.Model):
    """A place in a class: of a person, or of a browser whose learner has no account."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    classroom = models.ForeignKey(Classroom, on_delete=models.CASCADE, related_name="seats")
    name = models.CharField(max_length=LONGEST_LEARNER, help_text="as the teacher dealt it out")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.CASCADE,
        related_name="seats",
    )
    browser = models.CharField(
        max_length=64, blank=True, default="", help_text="digest of the secret in its cookie"
    )
    taken_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint("classroom", Lower("name"), name="learner_named_once"),
            models.UniqueConstraint(fields=["classroom", "person"], name="person_sits_once"),
            models.UniqueConstraint(
                fields=["classroom", "browser"],
                condition=~Q(browser=""),
                name="browser_sits_once",
            ),
            models.CheckConstraint(
                name="a_seat_is_of_one",
                condition=Q(person=None) & ~Q(browser="") | Q(person__isnull=False, browser=""),
            ),
            models.CheckConstraint(
                name="learner_name_is_short", condition=at_most("name", LONGEST_LEARNER)
            ),
        ]
        indexes = [models.Index(fields=["browser"], name="seats_of_a_browser")]

    def __str__(self) -> str:
        return self.name


class SeatStep(models.Model):
    """A learner without an account has done a step; of others `StepDone` tells it."""

    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="steps")
    capsule = models.SlugField(max_length=LONGEST_NAME)
    step = models.SlugField(max_length=LONGEST_NAME)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["seat", "capsule", "step"], name="seat_step_once")
        ]

    def __str__(self) -> str:
        return f"{self.capsule}/{self.step}"


class SeatAnswer(models.Model):
    """A learner has answered a question for the first time. What they answered is not kept: it went
    into the sum of the class."""

    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="answers")
    capsule = models.SlugField(max_length=LONGEST_NAME)
    question = models.SlugField(max_length=LONGEST_NAME)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["seat", "capsule", "question"], name="first_answer_counts_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.capsule}/{self.question}"


class AnswerSum(models.Model):
    """How many of a class have answered a question, and how many were right at the first try."""

    classroom = models.ForeignKey(Classroom, on_delete=models.CASCADE, related_name="sums")
    capsule = models.SlugField(max_length=LONGEST_NAME)
    question = models.SlugField(max_length=LONGEST_NAME)
    answered = models.PositiveIntegerField(default=0)
    right = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["classroom", "capsule", "question"], name="answers_summed_once"
            ),
            models.CheckConstraint(
                name="right_are_some_of_them", condition=Q(right__lte=F("answered"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.capsule}/{self.question}: {self.right} of {self.answered}"
