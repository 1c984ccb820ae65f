"""Where events are sent, and each of them on its way."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

LONGEST_URL = 500
LONGEST_ANSWER = 300
MOST_OF_A_SUBJECT = 5


class Endpoint(models.Model):
    """One server that is told of what happens to one subject, such as `challenge:7`, or to the
    whole site, which is the empty subject."""

    subject = models.CharField(max_length=80, blank=True, db_index=True)
    slot = models.PositiveSmallIntegerField(help_text="from 1: so many has a subject at most")
    url = models.CharField(max_length=LONGEST_URL)
    kinds = models.JSONField(help_text="names of the events it is told of")
    # The secret is made of these and SECRET_KEY (signing.py), so that no copy of the database
    # holds one.
    salt = models.CharField(max_length=64)
    old_salt = models.CharField(max_length=64, blank=True)
    old_until = models.DateTimeField(null=True, help_text="signed with both secrets until then")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(db_default=Now())
    tried_at = models.DateTimeField(db_default=Now(), help_text="who waited longest comes first")
    rests_until = models.DateTimeField(db_default=Now(), help_text="it asked to be left alone")
    failing_since = models.DateTimeField(null=True)
    off_at = models.DateTimeField(null=True)
    off_because = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["subject", "slot"], name="one_endpoint_in_a_slot"),
            models.CheckConstraint(
                condition=Q(slot__gte=1, slot__lte=MOST_OF_A_SUBJECT), name="endpoint_slot"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.url} ({self.subject or 'the whole site'})"


class DeliveryState(models.TextChoices):
    WAITING = "waiting", "waiting"
    DELIVERED = "delivered", "delivered"
    FAILED = "failed", "failed"


class Delivery(models.Model):
    """One event for one endpoint: the very bytes that are signed, and what came of the last try."""

    endpoint = models.ForeignKey(Endpoint, on_delete=models.CASCADE, related_name="deliveries")
    message_id = models.CharField(max_length=40, help_text="the same however often it is sent")
    kind = models.CharField(max_length=80)
    body = models.TextField()
    state = models.CharField(
        max_length=9, choices=DeliveryState, default=DeliveryState.WAITING, db_default="waiting"
    )
    attempts = models.PositiveSmallIntegerField(default=0, db_default=0)
    next_at = models.DateTimeField(db_default=Now())
    leased_until = models.DateTimeField(db_default=Now(), help_text="somebody is sending it")
    code = models.PositiveSmallIntegerField(null=True)
    took_ms = models.PositiveIntegerField(null=True)
    answer = models.CharField(max_length=LONGEST_ANSWER, blank=True)
    error = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "deliveries"
        ordering = ["-pk"]
        constraints = [
            # An event that is told twice is sent once.
            models.UniqueConstraint(
                fields=["endpoint", "message_id"], name="one_delivery_of_an_event"
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", ended_at=None)
                | (~Q(state="waiting") & Q(ended_at__isnull=False)),
                name="delivery_has_ended_or_waits",
            ),
        ]
        indexes = [
            models.Index(
                fields=["endpoint", "next_at"], condition=Q(state="waiting"), name="delivery_due"
            ),
            models.Index(fields=["ended_at"], condition=~Q(state="waiting"), name="delivery_ended"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.message_id}"
