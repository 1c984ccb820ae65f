"""People."""

from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    """A person with a name to show. The user name is the address of the profile, `/@name/`."""

    display_name = models.CharField(max_length=60, blank=True)
    about = models.CharField(max_length=500, blank=True)

    @property
    def shown_name(self) -> str:
        return self.display_name or self.username
