"""Songs among which passages are looked for, and what was found."""

from django.db import models
from django.db.models.functions import Now


class Known(models.Model):
    """The lines of a song that was entered or public. By its digest alone: it holds no song that
    its maker has deleted."""

    digest = models.CharField(max_length=64, unique=True, help_text="of the song")
    lines = models.BinaryField(help_text="see scoring/originality/lines.py")
    created_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"lines of {self.digest[:8]}"


class Comparison(models.Model):
    """What a song shares with those known: looked up once a song by a worker, and again when others
    have come, not oftener than every few minutes."""

    digest = models.CharField(max_length=64, unique=True, help_text="of the song")
    found = models.JSONField(default=list, help_text="passages, the strongest first")
    among = models.PositiveBigIntegerField(default=0, help_text="the last known that was there")
    asked_at = models.DateTimeField(db_default=Now())
    finished_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"passages of {self.digest[:8]}"
