"""What the desk remembers of a person: the zone in which they plan."""

from django.conf import settings
from django.db import models


class Planner(models.Model):
    """Somebody who has planned a challenge."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.CASCADE, related_name="planner"
    )
    zone = models.CharField(max_length=64, default="UTC", help_text="of the times on their desk")

    def __str__(self) -> str:
        return f"{self.person_id} plans in {self.zone}"
