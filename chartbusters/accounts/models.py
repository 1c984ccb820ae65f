"""People, and the tokens with which their programs sign in."""

import uuid
from datetime import datetime
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models, transaction
from django.db.models.functions import Lower
from django.urls import reverse
from knox.models import AbstractAuthToken, AuthTokenManager


class User(AbstractUser):  # type: ignore[django-manager-missing]  # of tokens, by Knox
    """A person with a name to show. The user name is the address of the profile, `/@name/`."""

    display_name = models.CharField(max_length=60, blank=True)
    about = models.CharField(max_length=500, blank=True)

    class Meta(AbstractUser.Meta):  # type: ignore[name-defined, misc]  # the stubs have it for the checker alone
        # Two names that differ in capitals would share one page, and one of them could not sign in.
        constraints = [
            models.UniqueConstraint(
                Lower("username"),
                name="user_names_tell_apart",
                violation_error_message="There is somebody with this user name already.",
            )
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        # One step: a new password, and the end of the tokens that were made under the old one.
        with transaction.atomic():
            super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("profile", args=[self.username])

    @property
    def shown_name(self) -> str:
        return self.display_name or self.username


class Token(AbstractAuthToken):
    """What lets a program act as a person: the digest of a secret that only its owner has. Knox
    keeps the rest."""

    # Knox has no types, so what comes from it is told to mypy here.
    id: "models.UUIDField[uuid.UUID, uuid.UUID]" = models.UUIDField(
        unique=True, default=uuid.uuid4, editable=False
    )
    name: "models.CharField[str, str]" = models.CharField(max_length=60)
    last_used_at: "models.DateTimeField[Any, datetime | None]" = models.DateTimeField(
        null=True, blank=True
    )
    objects: ClassVar["models.Manager[Token]"] = AuthTokenManager()

    class Meta:
        ordering = ["-created", "digest"]
        constraints = [
            models.UniqueConstraint(fields=["user", "name"], name="token_names_tell_apart")
        ]

    def __str__(self) -> str:
        return f"{self.name} of {self.user}"
