"""Events, the notices that people have of them, and who wants which by mail."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now


class Event(models.Model):
    """Something that happened, once. It knows its subject by words and an address alone."""

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=200, help_text="tells events of one kind apart")
    label = models.CharField(max_length=300, help_text="the subject in words")
    address = models.CharField(max_length=300, help_text="a path of this site")
    audience = models.CharField(max_length=300, help_text="whom it concerns; see audiences.py")
    data = models.JSONField(default=dict, blank=True)
    at = models.DateTimeField(db_default=Now(), db_index=True)
    # Where the handing out stands, so that another worker goes on where one was ended.
    reached = models.BigIntegerField(
        default=0, db_default=0, help_text="the last person who was given it, by key"
    )
    touched_at = models.DateTimeField(db_default=Now())
    delivered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="event_recorded_once")]
        indexes = [
            models.Index(
                fields=["touched_at"],
                condition=models.Q(delivered_at=None),
                name="event_undelivered",
            ),
            models.Index(fields=["audience"], name="event_audience"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.label}"


class Notice(models.Model):
    """That one person is told of an event."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="notices")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices"
    )
    at = models.DateTimeField(db_default=Now())
    read_at = models.DateTimeField(null=True, blank=True)
    mail_due = models.BooleanField(default=False, help_text="waits to be mailed")

    class Meta:
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["event", "person"], name="person_told_once")]
        indexes = [
            models.Index(fields=["person", "-id"], name="notice_of_person"),
            models.Index(
                fields=["person", "-id"],
                condition=models.Q(read_at=None),
                name="notice_unread",
            ),
            models.Index(
                fields=["person", "at"],
                condition=models.Q(mail_due=True),
                name="notice_mail_due",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} is told of {self.event_id}"


class MailChoice(models.Model):
    """Whether a person wants mails of one kind, where they have said so."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mail_choices"
    )
    kind = models.CharField(max_length=40)
    wanted = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "kind"], name="kind_chosen_once")]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.kind} {'on' if self.wanted else 'off'}"


class Letterbox(models.Model):
    """When a person had the last mail of notices: the next one waits."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        primary_key=True,
        on_delete=models.CASCADE,
        related_name="letterbox",
    )
    mailed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.person_id} was mailed at {self.mailed_at:%Y-%m-%d %H:%M}"
