"""What lets people in where sign-up is closed: codes, and mail addresses on a list; and those who
were added."""

from django.conf import settings
from django.contrib.auth.models import UserManager
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower, Now

from chartbusters.accounts.models import User
from chartbusters.joining.tokens import drawn


def fresh_code() -> str:
    return drawn(8)


class JoinCodeQuerySet(models.QuerySet["JoinCode"]):
    def open(self) -> "JoinCodeQuerySet":
        """Those by which somebody may sign up now."""
        in_time = Q(expires_at=None) | Q(expires_at__gt=Now())
        return self.filter(in_time, Q(places=None) | Q(used__lt=F("places")), active=True)


class JoinCode(models.Model):
    """A word that opens sign-up to whoever was told it: a class, an audience."""

    code = models.CharField(
        max_length=20,
        unique=True,
        default=fresh_code,
        validators=[
            RegexValidator(r"^[A-Z0-9]{6,20}$", "Six to twenty capital letters and digits.")
        ],
    )
    note = models.CharField(max_length=100, blank=True, help_text="for whom, for your own memory")
    places = models.PositiveIntegerField(
        null=True, blank=True, help_text="how many may sign up; empty for any number"
    )
    used = models.PositiveIntegerField(default=0, editable=False)
    expires_at = models.DateTimeField(null=True, blank=True, help_text="empty for never")
    active = models.BooleanField(default=True)
    created_at = models.DateTimeField(db_default=Now())

    objects = JoinCodeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(places=None) | Q(used__lte=F("places")),
                name="join_code_places",
                violation_error_message="More people than that have signed up with it already.",
            )
        ]

    def __str__(self) -> str:
        return self.code


class ListedAddress(models.Model):
    """A mail address whose owner may sign up; a link sent there proves who that is."""

    email = models.EmailField()
    sent_at = models.DateTimeField(
        null=True, blank=True, help_text="when a link was sent there last"
    )
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name_plural = "listed addresses"
        constraints = [models.UniqueConstraint(Lower("email"), name="listed_address_once")]

    def __str__(self) -> str:
        return self.email


class Addition(models.Model):
    """That a person was added by an organiser, and did not sign up; and the link by which they come
    in."""

    person = models.OneToOneField(User, on_delete=models.CASCADE, related_name="addition")
    link = models.CharField(  # noqa: DJ001
        max_length=64, null=True, unique=True, help_text="digest of the code; empty once used"
    )
    linked_at = models.DateTimeField(db_default=Now())
    mailed = models.BooleanField(
        default=False, help_text="who has the link reads the person's mail"
    )
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(db_default=Now())


class Admission(models.Model):
    """That somebody signed up by an organiser's word: with a code, or from an address on the
    list."""

    class Way(models.TextChoices):
        CODE = "code", "by a join code"
        ADDRESS = "address", "by a listed address"

    person = models.OneToOneField(User, on_delete=models.CASCADE, related_name="admission")
    way = models.CharField(max_length=10, choices=Way)
    created_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"{self.person_id} {self.get_way_display()}"


class NewcomerManager(UserManager["Newcomer"]):
    def get_queryset(self) -> models.QuerySet["Newcomer"]:
        # Django marks a password that nobody can type in with an exclamation mark.
        waiting = Q(password__startswith="!", last_login=None, is_active=True)  # noqa: S106
        return super().get_queryset().filter(waiting, addition__isnull=False)


class Newcomer(User):  # type: ignore[django-manager-missing]  # Knox names its own
    """Somebody who was added by an organiser, and has not been here yet."""

    objects = NewcomerManager()  # type: ignore[misc]  # the base class has it as a class variable

    class Meta:
        proxy = True
        verbose_name = "person added in bulk"
        verbose_name_plural = "people added in bulk"
