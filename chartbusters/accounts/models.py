"""People, and the tokens with which their programs sign in."""

import uuid

from django.contrib.auth.models import AbstractUser
from django.db import models
from knox.models import AbstractAuthToken


class User(AbstractUser):
    """A person with a name to show. The user name is the address of the profile, `/@name/`."""

    display_name = models.CharField(max_length=60, blank=True)
    about = models.CharField(max_length=500, blank=True)

    @property
    def shown_name(self) -> str:
        return self.display_name or self.username


class Token(AbstractAuthToken):
    """What lets a program act as a person: the digest of a secret that only its owner has. Knox keeps the rest."""

    id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=60)
    last_used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created", "digest"]
        constraints = [models.UniqueConstraint(fields=["user", "name"], name="token_names_tell_apart")]

    def __str__(self) -> str:
        return f"{self.name} of {self.user}"
