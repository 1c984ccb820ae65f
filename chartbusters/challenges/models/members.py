"""Who belongs to a challenge that is not for everybody: by a class code, or by an organiser's
list."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower, Now

from chartbusters.challenges.models.challenges import Challenge
from chartbusters.joining.tokens import drawn


def fresh_code() -> str:
    return drawn(8)


class ClassCodeQuerySet(models.QuerySet["ClassCode"]):
    def open(self) -> "ClassCodeQuerySet":
        """Those by which somebody may become a member now."""
        return self.filter(Q(places=None) | Q(used__lt=F("places")), ended_at=None)


class ClassCode(models.Model):
    """A word that makes a member of whoever was told it. A challenge has one at a time; the ones
    before stay, ended, with how many came by them."""

    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="class_codes")
    code = models.CharField(max_length=20, unique=True, default=fresh_code)
    places = models.PositiveIntegerField(null=True, help_text="empty for any number")
    used = models.PositiveIntegerField(default=0, db_default=0)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField(null=True)

    objects = ClassCodeQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="class_code_places", condition=Q(places=None) | Q(used__lte=F("places"))
            ),
            models.UniqueConstraint(
                fields=["challenge"], condition=Q(ended_at=None), name="one_class_code_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Member(models.Model):
    """One who may enter, or vote, where that is for members: a person, or whoever has confirmed a
    mail address."""

    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="memberships"
    )
    email = models.EmailField(blank=True)
    code = models.ForeignKey(
        ClassCode,
        null=True,
        on_delete=models.SET_NULL,
        related_name="members",
        help_text="by which they came; empty for those who were listed",
    )
    removed_at = models.DateTimeField(null=True, help_text="when an organiser took them off")
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="member_is_a_person_or_an_address",
                condition=Q(person=None, email__gt="") | Q(person__isnull=False, email=""),
            ),
            models.UniqueConstraint(fields=["challenge", "person"], name="member_person_once"),
            models.UniqueConstraint(
                "challenge", Lower("email"), condition=Q(email__gt=""), name="member_address_once"
            ),
        ]

    def __str__(self) -> str:
        return self.email or f"person {self.person_id}"
