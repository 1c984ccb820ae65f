"""What the site remembers about requests, not about music."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now


class RememberedRequest(models.Model):
    """One POST under its Idempotency-Key, with the answer it got: written with what was done, or
    not at all."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+"
    )
    caller = models.CharField(max_length=80, help_text="user:<id> or session:<key>")
    key = models.CharField(max_length=200)
    request_hash = models.CharField(max_length=64, help_text="SHA-256 of method, address and body")
    status = models.PositiveSmallIntegerField()
    body = models.TextField(blank=True)
    told_once = models.BooleanField(
        default=False, help_text="its answer held a secret, or no JSON: it is not kept"
    )
    session_key = models.CharField(
        max_length=40, blank=True, help_text="of the session that it began for a visitor"
    )
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["caller", "key"], name="idempotency_key_once")
        ]
        indexes = [models.Index(fields=["created_at"])]

    def __str__(self) -> str:
        return f"{self.caller} {self.key}"
