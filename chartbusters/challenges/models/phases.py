"""Where a challenge stands: its phases, by the clock of the database."""

from django.db import models
from django.db.models.functions import Now


class Phase(models.TextChoices):
    """Where a challenge stands by the database's clock; see `phase_of`."""

    UPCOMING = "upcoming"
    OPEN = "open"
    VOTING = "voting"
    HELD = "held"  # voting is over, and its result is not told yet
    CLOSED = "closed"


OVER = (Phase.HELD, Phase.CLOSED)  # for votes and juries. What they made is told when it is CLOSED


def phase_of(challenge: str = "") -> models.Case:
    """The phase by the database's clock; `challenge` is the way there from other rows, such as
    `challenge__`."""
    ends = {
        Phase.UPCOMING: "opens_at",
        Phase.OPEN: "entries_close_at",
        Phase.VOTING: "voting_closes_at",
        Phase.HELD: "told_at",
    }
    return models.Case(
        *(
            models.When(**{f"{challenge}{end}__gt": Now()}, then=models.Value(phase))
            for phase, end in ends.items()
        ),
        default=models.Value(Phase.CLOSED),
        output_field=models.CharField(),
    )
